package dev.adjoint.cli.lesson;

import dev.adjoint.cli.command.OwnFiles;
import dev.adjoint.explain.lesson.working.Part;
import dev.adjoint.explain.lesson.working.Working;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes the pictures of a lesson, each as SVG and as PNG.
final class LessonFiles {

  private static final double SCALE = 2;

  private LessonFiles() {}

  static void write(Working working, Path folder) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Part.Figure figure : working.figures()) {
      String svg = figure.picture().toSvg();
      files.put(figure.file() + ".svg", svg.getBytes(StandardCharsets.UTF_8));
      files.put(figure.file() + ".png", figure.picture().toPng(SCALE));
    }
    OwnFiles.write(folder, files);
  }
}
