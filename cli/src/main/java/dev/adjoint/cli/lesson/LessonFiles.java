package dev.adjoint.cli.lesson;

import dev.adjoint.explain.lesson.working.Part;
import dev.adjoint.explain.lesson.working.Working;
import dev.adjoint.formats.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the pictures of a lesson, each as SVG and as PNG.
final class LessonFiles {

  private static final double SCALE = 2;

  private LessonFiles() {}

  static void write(Working working, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Part.Figure figure : working.figures()) {
      AtomicFile.write(folder.resolve(figure.file() + ".svg"), figure.picture().toSvg());
      AtomicFile.write(folder.resolve(figure.file() + ".png"), figure.latin().toPng(SCALE));
    }
  }
}
