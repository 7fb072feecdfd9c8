package dev.adjoint.serve.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// Size and modification time of the files of a model; a new run in the folder changes them,
/// because files are replaced by renaming.
///
/// @param files key, size and time of change of each file, `-` where it is missing
record RunStamp(List<String> files) {

  static RunStamp of(Path folder) {
    List<String> files = new ArrayList<>();
    for (String name : List.of(LoadedRun.MODEL, LoadedRun.WEIGHTS)) {
      files.add(of(folder, name));
    }
    return new RunStamp(files);
  }

  private static String of(Path folder, String name) {
    try {
      BasicFileAttributes file =
          Files.readAttributes(folder.resolve(name), BasicFileAttributes.class);
      return "%s %d %s".formatted(file.fileKey(), file.size(), file.lastModifiedTime());
    } catch (IOException _) {
      return "-";
    }
  }
}
