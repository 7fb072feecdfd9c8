package dev.adjoint.pipeline.folder;

import dev.adjoint.formats.tensorboard.LogRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files in a folder before a run starts in it: those of an earlier run are moved into a
/// subfolder, unfinished files of a killed run are removed, and files that no run wrote are never
/// replaced.
final class EarlierRun {

  /// The subfolder for the files of the run before.
  private static final String EARLIER = "earlier";

  private EarlierRun() {}

  /// Refuses a folder that has a file with a name that a run writes, but is not the folder of a
  /// run.
  ///
  /// @throws RunException naming the file
  static void requireOurs(Path folder) {
    requireOursIn(folder);
    requireOursIn(folder.resolve(EARLIER));
  }

  private static void requireOursIn(Path folder) {
    if (isRun(folder)) {
      return;
    }
    for (String name : RunFolder.FILES) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        throw new RunException(
            "out: %s was not left by a training run and would be replaced; choose another folder with --out, or move the file away"
                .formatted(file));
      }
    }
  }

  /// Whether `model.json` in the folder was written by a run of any version.
  private static boolean isRun(Path folder) {
    Path model = folder.resolve(RunFolder.MODEL);
    try {
      return Files.isRegularFile(model)
          && JsonText.map(Files.readString(model)).get("format") instanceof String format
          && format.startsWith(SavedModel.FORMAT_OF_ANY_VERSION);
    } catch (IOException | IllegalArgumentException _) {
      return false;
    }
  }

  /// Removes the unfinished files that a killed run left in a folder. The lock of the folder must
  /// be held, so that no run is writing them.
  static void removeLeftovers(Path folder) throws IOException {
    Pattern unfinished =
        Pattern.compile(
            "\\.(%s)\\.\\d+\\.tmp|\\.probe\\d+\\.tmp"
                .formatted(
                    String.join("|", RunFolder.FILES.stream().map(Pattern::quote).toList())));
    List<Path> leftovers;
    try (Stream<Path> files = Files.list(folder)) {
      leftovers =
          files
              .filter(file -> unfinished.matcher(file.getFileName().toString()).matches())
              .toList();
    }
    for (Path leftover : leftovers) {
      Files.deleteIfExists(leftover);
    }
  }

  /// Moves the files of an earlier run in a folder into its subfolder `earlier`, so that the next
  /// run cannot damage them.
  ///
  /// @return where they are now, if there was an earlier run
  static Optional<Path> setAside(Path folder) throws IOException {
    if (!Files.exists(folder.resolve(RunFolder.MODEL))) {
      return Optional.empty();
    }
    Path earlier = folder.resolve(EARLIER);
    Files.createDirectories(earlier);
    for (String name : RunFolder.FILES) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        Files.move(file, earlier.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.deleteIfExists(earlier.resolve(name));
      }
    }
    setEventsAside(folder.resolve(RunFolder.TENSORBOARD), earlier.resolve(RunFolder.TENSORBOARD));
    return Optional.of(earlier);
  }

  /// Moves event files, which have another name in each run; other files stay.
  private static void setEventsAside(Path from, Path to) throws IOException {
    for (Path old : events(to)) {
      Files.delete(old);
    }
    for (Path file : events(from)) {
      Files.createDirectories(to);
      Files.move(file, to.resolve(file.getFileName()));
    }
  }

  private static List<Path> events(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("events.out." + LogRuns.NAME))
          .toList();
    }
  }
}
