package io.proxyherd.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxyherd.Seeds;
import io.proxyherd.command.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class StoreTest {
  private final Store store = new Store(new Random(1), Lifetimes.USUAL);

  @Test
  void knowsNobodyAtFirst() {
    assertThat(store.size()).isZero();
    assertThat(find(store, "a")).isEmpty();
    assertThatThrownBy(() -> store.at(0))
        .hasMessageContaining("slot: 0 (expected: one that is taken)");
  }

  @Test
  void keepsManyClientsWhoseNamesBeginAlike() {
    int count = 50_000;
    for (int i = 0; i < count; i++) {
      assertThat(store.offer(Reports.at(client(i), 100))).isEqualTo(i);
    }
    assertThat(store.size()).isEqualTo(count);
    for (int i = 0; i < count; i++) {
      assertThat(find(store, client(i)).orElseThrow()).isSameAs(store.at(i));
      assertThat(store.at(i).client()).hasToString(client(i));
    }
    assertThat(find(store, client(count))).isEmpty();
  }

  @Test
  void keepsAClientsSlotWhenItMovesAndTheStoreGrows() {
    for (int i = 0; i < 64; i++) {
      store.offer(Reports.at("c" + i, 100));
    }
    Report newer = Reports.at("c63", 101);
    assertThat(store.offer(Reports.at("c64", 100))).isEqualTo(64);

    assertThat(store.offer(newer)).isEqualTo(63);
    assertThat(store.at(63)).isSameAs(newer);
  }

  @Test
  void tellsPrefixesApart() {
    store.offer(Reports.at("a", 100));
    store.offer(Reports.at("aa", 100));

    assertThat(find(store, "a").orElseThrow().client()).hasToString("a");
    assertThat(find(store, "aa").orElseThrow().client()).hasToString("aa");
    assertThat(find(store, "aaa")).isEmpty();
  }

  @Nested
  final class Merge {
    @Test
    void keepsTheNewerReport() {
      Report newer = Reports.at("a", 101);

      assertThat(store.offer(Reports.at("a", 100))).isZero();
      assertThat(store.offer(newer)).isZero();
      assertThat(store.offer(Reports.at("a", 100))).isEqualTo(Store.NOT_NEWER);
      assertThat(store.at(0)).isSameAs(newer);
    }

    @Test
    void changesNothingWhenRepeated() {
      store.offer(Reports.at("a", 100));

      assertThat(store.offer(Reports.at("a", 100))).isEqualTo(Store.NOT_NEWER);
    }

    @Seeds(count = 500)
    void commutesAssociatesAndIsIdempotent(long seed) {
      var random = new Random(seed);
      List<Report> reports = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        reports.add(Reports.any(random, i % 2 == 0 ? "a" : "b"));
      }
      Map<String, Report> expected = merged(reports);

      Collections.shuffle(reports, random);
      assertThat(merged(reports)).isEqualTo(expected);

      reports.addAll(reports.subList(0, random.nextInt(12)));
      Collections.shuffle(reports, random);
      assertThat(merged(reports)).isEqualTo(expected);

      int cut = random.nextInt(reports.size());
      List<Report> joined = new ArrayList<>(merged(reports.subList(cut, reports.size())).values());
      joined.addAll(merged(reports.subList(0, cut)).values());
      assertThat(merged(joined)).isEqualTo(expected);
    }

    private Map<String, Report> merged(List<Report> reports) {
      var fresh = new Store(new Random(2), Lifetimes.USUAL);
      reports.forEach(fresh::offer);
      var merged = new TreeMap<String, Report>();
      for (int slot = 0; slot < fresh.size(); slot++) {
        merged.put(fresh.at(slot).client().toString(), fresh.at(slot));
      }
      return merged;
    }
  }

  @Nested
  final class Removal {
    private final Map<String, Report> expected = new TreeMap<>();
    private final Random random = new Random(3);

    @Test
    void leavesAllOthersWhereTheyAre() {
      for (int step = 0; step < 100_000; step++) {
        String name = client(random.nextInt(300));
        int slot = store.slotOf(field(name));
        if (slot != Store.NO_SLOT && random.nextInt(3) > 0) {
          store.remove(slot);
          expected.remove(name);
          assertThat(store.isTaken(slot)).isFalse();
        } else {
          Report report = Reports.at(name, 1 + step);
          assertThat(store.offer(report)).isNotEqualTo(Store.NOT_NEWER);
          expected.put(name, report);
        }
        assertThat(store.size()).isEqualTo(expected.size());
        assertThat(find(store, name)).isEqualTo(Optional.ofNullable(expected.get(name)));
      }
      expected.forEach((name, report) -> assertThat(find(store, name)).contains(report));
      assertThat(store.slots()).isLessThanOrEqualTo(300);
    }

    @Test
    void takesItsReportOutOfTheDigest() {
      store.offer(Reports.at("a", 100));
      long before = store.digest();
      store.offer(Reports.at("b", 100));
      assertThat(store.digest()).isNotEqualTo(before);

      store.remove(store.slotOf(field("b")));

      assertThat(store.digest()).isEqualTo(before);
    }
  }

  @Test
  void theDigestTellsWhatIsHeldAndNotHowItCame() {
    var other = new Store(new Random(5), Lifetimes.USUAL);
    store.offer(Reports.at("a", 100));
    store.offer(Reports.at("a", 101));
    store.offer(Reports.at("b", 100));
    other.offer(Reports.at("b", 100));
    assertThat(other.digest()).isNotEqualTo(store.digest());
    other.offer(Reports.at("a", 101));

    assertThat(other.digest()).isEqualTo(store.digest());
  }

  @Test
  void aTombstoneIsNoClient() {
    Report known = Reports.at("a", 100);
    store.offer(known);
    store.offer(Report.tombstone(known, "Ball", 200_000_000_000L, known.stamp()));

    assertThat(store.size()).isOne();
    assertThat(store.clients()).isZero();
  }

  private static String client(int number) {
    return "a.client.whose.name.begins.like.all.the.others/" + number;
  }

  private static Optional<Report> find(Store store, String client) {
    return store.find(field(client));
  }

  private static Field field(String client) {
    return new Field(client.getBytes(ISO_8859_1), 0, client.length());
  }
}
