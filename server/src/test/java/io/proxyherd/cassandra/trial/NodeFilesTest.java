package io.proxyherd.cassandra.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class NodeFilesTest {
  @TempDir private Path dir;

  private Map<?, ?> yaml(TrialSettings settings, int index) throws Exception {
    var files = new NodeFiles(settings, index);
    files.write();
    // Which complains of a key that is there twice.
    Object loaded =
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(files.yaml()));
    return (Map<?, ?>) loaded;
  }

  private TrialSettings settings() {
    return new TrialSettings("it's", dir, dir, NodeAddress.fromPort(19_042, 2));
  }

  @Test
  void eachNodeHasItsOwnAddressTokenAndDirectories() throws Exception {
    Map<?, ?> first = yaml(settings(), 0);
    Map<?, ?> second = yaml(settings(), 1);
    assertThat(first.get("cluster_name")).isEqualTo("it's");
    assertThat(List.of(first.get("native_transport_port"), second.get("native_transport_port")))
        .hasToString("[19042, 19043]");
    assertThat(List.of(first.get("storage_port"), second.get("storage_port")))
        .hasToString("[19052, 19053]");
    assertThat(List.of(first.get("initial_token"), second.get("initial_token")))
        .hasToString("[-9223372036854775807, 1]");
    assertThat(second.get("commitlog_directory"))
        .isEqualTo(dir.resolve("node2/commitlog").toString());
    assertThat(first.get("seed_provider")).isEqualTo(second.get("seed_provider"));
    assertThat(String.valueOf(first.get("seed_provider")))
        .contains("seeds=127.0.0.1:19052,127.0.0.1:19053");
  }

  @Test
  void whatIsAcknowledgedIsOnTheMedium() throws Exception {
    Map<?, ?> settings = yaml(settings(), 0);
    assertThat(settings.get("commitlog_sync")).isEqualTo("group");
    assertThat(settings.get("commitlog_sync_group_window")).isEqualTo("10ms");
  }

  @Test
  void aSettingCanDiffer() throws Exception {
    TrialSettings other =
        settings()
            .with("commitlog_segment_size", "1MiB")
            .with("listen_address", "127.0.0.9")
            .with("disk_failure_policy", "die");
    assertThat(yaml(other, 0).get("commitlog_segment_size")).isEqualTo("1MiB");
    assertThat(yaml(other, 0).get("listen_address")).isEqualTo("127.0.0.9");
    assertThat(yaml(other, 0).get("disk_failure_policy")).isEqualTo("die");
  }

  @Test
  void aNodeCanBeKnownByAnotherAddress() throws Exception {
    var known = new NodeAddress("127.0.0.1", 1, 2, "127.0.0.101");
    Map<?, ?> settings = yaml(new TrialSettings("x", dir, dir, List.of(known)), 0);
    assertThat(settings.get("listen_address")).isEqualTo("127.0.0.1");
    assertThat(settings.get("broadcast_address")).isEqualTo("127.0.0.101");
    assertThat(String.valueOf(settings.get("seed_provider"))).contains("seeds=127.0.0.101:2");
  }
}
