package dev.adjoint.bench;

import dev.adjoint.bench.compare.Machine;
import dev.adjoint.plot.picture.Picture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What a command has measured: a page in Markdown and its chart.
///
/// @param name of the files
/// @param picture the chart
/// @param page the text, given the file name of the chart
public record MeasuredPage(String name, Picture picture, UnaryOperator<String> page) {

  /// The options that [#publish] reads, for the usage of a command.
  public static String options(String name) {
    return """
      --out DIR          default bench/target/%s
      --keep DIR         leaves the page and the chart there too, in a folder named by the
                         processor, under the name of the day
    """
        .formatted(name);
  }

  /// Writes page and chart to where the arguments say, and prints the page.
  public void publish(Arguments given) throws IOException {
    Optional<Path> keep =
        given.has("--keep") ? Optional.of(Path.of(given.text("--keep", ""))) : Optional.empty();
    Path out = Path.of(given.text("--out", "bench/target/" + name));
    publish(out, keep, LocalDate.now(ZoneId.systemDefault()) + "-" + name);
  }

  /// The same, with the name that page and chart have in the folder of this processor where they
  /// are kept.
  public void publish(Path out, Optional<Path> keep, String keptName) throws IOException {
    write(Files.createDirectories(out), name);
    Files.write(out.resolve(name + ".png"), picture.toPng(2));
    if (keep.isPresent()) {
      write(Files.createDirectories(keep.get().resolve(Machine.folder())), keptName);
    }
    System.out.write(page.apply(name + ".svg").getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }

  /// Page and chart under one name.
  private void write(Path folder, String file) throws IOException {
    String chart = file + ".svg";
    Files.writeString(folder.resolve(chart), picture.toSvg());
    Files.writeString(folder.resolve(file + ".md"), page.apply(chart));
  }
}
