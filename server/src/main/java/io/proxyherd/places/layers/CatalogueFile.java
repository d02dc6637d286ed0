package io.proxyherd.places.layers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file {@code layers.json}, which holds the catalogue. It is replaced by one rename, so a
 * reader sees the old one or the new one, and a crash leaves one of them. Reading takes no lock.
 */
public final class CatalogueFile {
  private static final int FORMAT = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final Path directory;
  private final Path file;

  /**
   * @param directory the one that has it, which need not exist
   */
  public CatalogueFile(Path directory) {
    this.directory = directory;
    this.file = directory.resolve("layers.json");
  }

  /** What tells one state of the file from another without reading it. */
  public record Stamp(@Nullable Object fileKey, FileTime modified, long size) {}

  private record Written(int format, Catalogue catalogue) {}

  /** The file's present stamp; empty while there is no file. */
  public Optional<Stamp> stamp() throws IOException {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new Stamp(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size()));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /**
   * Reads it; without a file nothing was imported.
   *
   * @throws IOException also if it is damaged or of another format, with the cure
   */
  public Catalogue read() throws IOException {
    try {
      Written written = parsed(Files.readAllBytes(file));
      if (written.format() != FORMAT) {
        throw new IOException(
            "%s: format %d (expected: %d; it is of another release)"
                .formatted(file, written.format(), FORMAT));
      }
      return written.catalogue();
    } catch (NoSuchFileException _) {
      return Catalogue.EMPTY;
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException(
          "%s: damaged (expected: the catalogue of layers; remove it and import the layers again)"
              .formatted(file),
          e);
    }
  }

  private static Written parsed(byte[] json) {
    return Optional.ofNullable(JSON.readValue(json, Written.class))
        .orElseThrow(() -> new IllegalArgumentException("null"));
  }

  /** Replaces it; when this returns, it is on the disk. */
  public void write(Catalogue catalogue) throws IOException {
    Path next = directory.resolve("layers.json.next");
    try {
      Files.write(next, JSON.writeValueAsBytes(new Written(FORMAT, catalogue)));
      sync(next);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(next);
      throw e;
    }
    sync(directory);
  }

  private static void sync(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
