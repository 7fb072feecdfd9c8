package dev.adjoint.kernel.tune;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The measured choices of this machine in a file of the user's cache folder.
///
/// The first line names the format, the processor, the JDK and the vector width. A file with
/// another first line belongs to another machine and is ignored, and so is one that can't be read.
/// Each further line is `family key variant`. A file that can't be written is not needed: the next
/// program measures again. A new file is written beside the old one and renamed over it, so a
/// reader never sees half a file.
final class TuneFile {
  /// The most choices that are kept, so that the file stays small.
  static final int MOST = 500;

  private static final String FORMAT = "adjoint-tune 1";
  private static final String NAME = "tune.txt";

  private final @Nullable Path file;
  private final String machine;

  /// @param file null for none
  TuneFile(@Nullable Path file, String machine) {
    this.file = file;
    this.machine = "%s | %s".formatted(FORMAT, machine);
  }

  /// The file in the cache folder of this user: `XDG_CACHE_HOME/adjoint`, `~/.cache/adjoint`,
  /// `~/Library/Caches/adjoint` on macOS, `%LOCALAPPDATA%\adjoint` on Windows. Null where there is
  /// no such folder.
  static @Nullable Path usual(String system, Map<String, String> environment, String home) {
    String given = environment.get("XDG_CACHE_HOME");
    if (given != null && Path.of(given).isAbsolute()) {
      return Path.of(given, "adjoint", NAME);
    }
    if (system.startsWith("Windows")) {
      String local = environment.get("LOCALAPPDATA");
      return local == null || local.isBlank() ? null : Path.of(local, "adjoint", NAME);
    }
    if (home.isBlank() || !Files.isDirectory(Path.of(home))) {
      return null;
    }
    return system.startsWith("Mac")
        ? Path.of(home, "Library", "Caches", "adjoint", NAME)
        : Path.of(home, ".cache", "adjoint", NAME);
  }

  @Nullable Path path() {
    return file;
  }

  /// The variants by `family key`; empty if there is no usable file.
  Map<String, String> read() {
    Map<String, String> choices = new TreeMap<>();
    if (file == null) {
      return choices;
    }
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > 1 << 18) {
        return choices;
      }
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      if (lines.isEmpty() || !lines.getFirst().equals(machine)) {
        return choices;
      }
      for (String line : lines.subList(1, lines.size())) {
        String[] words = line.split(" ", -1);
        if (words.length == 3 && choices.size() < MOST) {
          choices.put(words[0] + " " + words[1], words[2]);
        }
      }
    } catch (IOException | SecurityException _) {
      choices.clear();
    }
    return choices;
  }

  /// Adds choices to the file. Those of other programs that are there already stay.
  void add(Map<String, String> choices) {
    if (file == null) {
      return;
    }
    Map<String, String> all = read();
    choices.forEach((key, variant) -> {
      if (all.size() < MOST || all.containsKey(key)) {
        all.put(key, variant);
      }
    });
    StringBuilder text = new StringBuilder(machine).append('\n');
    all.forEach((key, variant) -> text.append(key).append(' ').append(variant).append('\n'));
    try {
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
      Path beside = Files.createTempFile(folder, NAME, ".new");
      try {
        Files.writeString(beside, text, StandardCharsets.UTF_8);
        Files.move(
            beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException | SecurityException _) {
      // never needed: the next program measures again
    }
  }
}
