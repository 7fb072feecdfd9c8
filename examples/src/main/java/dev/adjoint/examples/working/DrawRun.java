package dev.adjoint.examples.working;

import module dev.adjoint.explain;

import dev.adjoint.plot.picture.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Draws histograms of what a run learnt, step by step, with Chinese words, as SVG and as PNG.
public final class DrawRun {

  private DrawRun() {}

  /// Writes the pictures.
  public static void run(Path folder, Path out) throws IOException {
    Map<String, Picture> pictures =
        RunPictures.of(folder).draw(PictureKind.HISTOGRAMS).apply(Wording.of(Locale.CHINESE));
    Files.createDirectories(out);
    for (Map.Entry<String, Picture> each : pictures.entrySet()) {
      Files.writeString(out.resolve(each.getKey() + ".svg"), each.getValue().toSvg());
      Files.write(out.resolve(each.getKey() + ".png"), each.getValue().toPng(2));
    }
  }

  /// Draws.
  ///
  /// @param arguments the folder of the run, and one for the pictures
  public static void main(String[] arguments) throws IOException {
    run(Path.of(arguments[0]), Path.of(arguments[1]));
  }
}
