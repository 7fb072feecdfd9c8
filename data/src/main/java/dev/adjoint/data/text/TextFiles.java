package dev.adjoint.data.text;

import dev.adjoint.data.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Text files in UTF-8, one alone or all of a folder.
public final class TextFiles {

  private static final List<String> ENDINGS = List.of(".txt", ".text", ".md");

  private TextFiles() {}

  /// Whether a path is a file whose name ends as that of a text (`.txt`, `.text`, `.md`), or a
  /// folder most of whose files are such; a note beside images does not make a folder of texts.
  public static boolean hasTexts(Path path) {
    if (!Files.isDirectory(path)) {
      return isText(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      Map<Boolean, Long> counts =
          files
              .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
              .collect(
                  Collectors.partitioningBy(
                      file -> isText(file) && Files.isRegularFile(file), Collectors.counting()));
      return counts.getOrDefault(true, 0L) > counts.getOrDefault(false, 0L);
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean isText(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  /// The text of a file, or of the texts of a folder in the order of their names with a line end
  /// between them. Line ends become `\n`, and a byte order mark is left out.
  ///
  /// @throws DataException when a file cannot be read or is not UTF-8
  public static String read(Path path) {
    if (!Files.isDirectory(path)) {
      return one(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> isText(file) && Files.isRegularFile(file))
          .sorted()
          .map(TextFiles::one)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new DataException(
          "read %s: the folder cannot be read (%s); check that you may read it"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  private static String one(Path file) {
    byte[] bytes;
    try {
      if (!Files.exists(file)) {
        throw new DataException("read %s: there is no such file; check the path".formatted(file));
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new DataException(
          "read %s: the file cannot be read (%s); check that you may read it"
              .formatted(file, e.getMessage()),
          e);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
      return text.replace("\uFEFF", "").replace("\r\n", "\n").replace('\r', '\n');
    } catch (CharacterCodingException e) {
      throw new DataException(
          "read %s: byte %d is not UTF-8; save the text as UTF-8"
              .formatted(file, buffer.position() + 1),
          e);
    }
  }
}
