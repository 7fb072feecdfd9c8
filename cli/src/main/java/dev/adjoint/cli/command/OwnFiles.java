package dev.adjoint.cli.command;

import dev.adjoint.formats.AtomicFile;
import dev.adjoint.pipeline.folder.RunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes the files of a command into a folder and replaces nothing but what such a command wrote
/// there before.
///
/// The file `.adjoint-files` in the folder keeps the SHA-256 of every file that was written. A file
/// of another content, also one that a person has changed since, is not ours.
public final class OwnFiles {

  private static final String INDEX = ".adjoint-files";
  private static final int MOST_INDEX_BYTES = 1 << 20;

  private OwnFiles() {}

  /// Writes files into a folder, which is made if it is not there.
  ///
  /// @param folder the folder, as a person named it with `--out`
  /// @param files the content of each file by its name
  /// @throws CommandException naming the first file that is not ours, before anything is written,
  ///   or the file that cannot be written
  public static void write(Path folder, Map<String, byte[]> files) {
    try {
      Files.createDirectories(folder);
      Set<String> known = known(folder);
      for (String name : files.keySet()) {
        Path file = folder.resolve(name);
        if (Files.exists(file)
            && !(Files.isRegularFile(file) && known.contains(digest(Files.readAllBytes(file))))) {
          throw new CommandException(
              "out: %s was not left by this command, or has been changed since, and would be replaced; choose another folder with --out, or move the file away"
                  .formatted(file));
        }
      }
      // The new digests are known before the first file is there: a command that is killed leaves
      // nothing that the next one takes for a stranger's.
      files.values().forEach(content -> known.add(digest(content)));
      AtomicFile.write(folder.resolve(INDEX), String.join("\n", known) + "\n");
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        AtomicFile.write(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw CommandException.unwritable(folder, e);
    }
  }

  private static Set<String> known(Path folder) throws IOException {
    Path index = folder.resolve(INDEX);
    if (!Files.isRegularFile(index) || Files.size(index) > MOST_INDEX_BYTES) {
      return new LinkedHashSet<>();
    }
    String text = new String(Files.readAllBytes(index), StandardCharsets.ISO_8859_1);
    return text.lines().collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// Refuses a file of one name that is there already.
  ///
  /// @param option the option that named it, such as `--weights`
  /// @throws CommandException naming the file
  public static void requireNew(Path file, String option) {
    if (Files.exists(file) && !isDevice(file)) {
      throw new CommandException(
          "%s: %s is there already and would be replaced; choose another name, or move it away"
              .formatted(option, file));
    }
  }

  /// Refuses a file that is there already and does not begin with these words.
  ///
  /// @param option the option that named it, such as `--csv`
  /// @param begins how every file that this option leaves begins
  /// @throws CommandException naming the file
  public static void requireOurs(Path file, String option, String begins) {
    if (!Files.exists(file) || isDevice(file)) {
      return;
    }
    byte[] start = begins.getBytes(StandardCharsets.UTF_8);
    try (var in = Files.newInputStream(file)) {
      byte[] found = in.readNBytes(start.length);
      if (found.length > 0 && !Arrays.equals(start, found)) {
        throw new CommandException(
            "%s: %s does not begin like a file of this option and would be damaged; choose another name, or move it away"
                .formatted(option, file));
      }
    } catch (IOException e) {
      throw new CommandException(
          "%s: %s cannot be read (%s); choose another name"
              .formatted(option, file, RunException.reason(e)),
          e);
    }
  }

  private static boolean isDevice(Path file) {
    return !Files.isRegularFile(file) && !Files.isDirectory(file);
  }
}
