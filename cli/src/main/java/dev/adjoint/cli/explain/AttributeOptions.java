package dev.adjoint.cli.explain;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.cli.command.OwnFiles;
import dev.adjoint.explain.attribution.AttributionPicture;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.attribution.Attribution;
import dev.adjoint.pipeline.attribution.AttributionMethod;
import dev.adjoint.pipeline.attribution.AttributionOptions;
import dev.adjoint.pipeline.attribution.Attributions;
import dev.adjoint.pipeline.attribution.Baseline;
import dev.adjoint.pipeline.input.Inputs;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Report;
import dev.adjoint.plot.report.Section;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `adjoint explain --attribute`: what one answer depends on.
final class AttributeOptions {

  private static final int MOST_PARTS = 20;
  private static final int DIGITS = 4;

  @Option(
      names = "--attribute",
      paramLabel = "FILE",
      description =
          "What an answer of the trained model depends on: attributes the answer for a sample of"
              + " this file (an image, a CSV file, an IDX file) to its inputs and prints the"
              + " residual.")
  private @Nullable Path file;

  @Option(
      names = "--row",
      paramLabel = "N",
      description = "With --attribute: which sample of the file, from 0. Default: 0.")
  private @Nullable Integer row;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description =
          "With --attribute: gradient, gradient-input, integrated-gradients, occlusion or grad-cam."
              + " Default: integrated-gradients.")
  private @Nullable String method;

  @Option(
      names = "--class",
      paramLabel = "NAME",
      description = "With --attribute: the class whose output is attributed. Default: the answer.")
  private @Nullable String target;

  @Option(
      names = "--baseline",
      paramLabel = "NAME",
      description =
          "With --attribute: what the sample is compared with: mean, or for images black or white."
              + " Default: black for images, else mean.")
  private @Nullable String baseline;

  @Option(
      names = "--random-weights",
      description = "With --attribute: the same picture for random weights.")
  private boolean randomWeights;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "With --attribute: where the pictures go, SVG and PNG, light and dark.")
  private @Nullable Path out;

  boolean isAsked() {
    return file != null;
  }

  void requireNoneAlone() {
    boolean chosen = row != null || method != null || target != null || baseline != null;
    if (!isAsked() && (chosen || randomWeights || out != null)) {
      throw new MisuseException(
          "--row, --method, --class, --baseline, --random-weights and --out belong to --attribute;"
              + " name a file with it");
    }
  }

  int run(Path run, Form form, Output output) {
    Path data = file;
    if (data == null) {
      throw new IllegalStateException("nothing is attributed");
    }
    Wording words = form.words();
    TrainedModel model = TrainedModel.load(run);
    Inputs inputs = model.reader().read(data);
    inputs.notes().forEach(output::warn);
    AttributionOptions options =
        AttributionOptions.of(
            AttributionMethod.of(method == null ? "integrated-gradients" : method));
    options = target == null ? options : options.withTarget(target);
    options = baseline == null ? options : options.withBaseline(Baseline.of(baseline));
    Attributions attributions = Attributions.of(model);
    int sample = row == null ? 0 : row;
    Attribution trained = attributions.of(inputs, sample, options);
    Attribution random = attributions.of(inputs, sample, trained.options().withRandomWeights());
    Attribution shown = randomWeights ? random : trained;
    Picture picture = AttributionPicture.of(shown, model.saved().preprocessing(), words);
    String note = AttributionPicture.note(shown, words);
    double correlation = trained.similarity(random);
    String similarity =
        Double.isNaN(correlation)
            ? words.text("attribution.flat")
            : words.text("attribution.similarity", NumberText.of(correlation, DIGITS));
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(note));
    blocks.add(new Block.Paragraph(similarity));
    blocks.add(new Block.Figure(picture, note));
    if (!shown.parts().isEmpty()) {
      blocks.add(table(shown, words));
    }
    form.show(
        output, new Report(words.tag(), picture.title(), "", List.of(new Section("", blocks)), ""));
    List<String> written = write(picture, output);
    output.answer(answer(run, shown, correlation, written));
    return 0;
  }

  private static Block table(Attribution shown, Wording words) {
    List<List<String>> rows =
        shown.parts().stream()
            .sorted(Comparator.comparingDouble(part -> -Math.abs(part.value())))
            .limit(MOST_PARTS)
            .map(part ->
                List.of(
                    part.name().isEmpty() ? part.text() : part.name() + " = " + part.text(),
                    NumberText.of(part.value(), DIGITS)))
            .toList();
    return new Block.Table(
        words.text("attribution.largest"),
        List.of(words.text("attribution.input"), words.text("attribution.part")),
        rows);
  }

  private List<String> write(Picture picture, Output output) {
    Path folder = out;
    if (folder == null) {
      return List.of();
    }
    Picture dark = picture.dark();
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("attribution.svg", picture.toSvg().getBytes(StandardCharsets.UTF_8));
    files.put("attribution.png", picture.toPng(2));
    files.put("attribution-dark.svg", dark.toSvg().getBytes(StandardCharsets.UTF_8));
    files.put("attribution-dark.png", dark.toPng(2));
    OwnFiles.write(folder, files);
    List<String> written =
        files.keySet().stream().map(name -> folder.resolve(name).toString()).toList();
    output.line("written to %s", String.join(", ", written));
    return written;
  }

  private static Map<String, Object> answer(
      Path run, Attribution shown, double similarity, List<String> written) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", run.toString());
    map.put("method", shown.options().method().toString());
    map.put("target", shown.options().target().orElse(shown.unit()));
    map.put("baseline", shown.options().baseline().map(Object::toString).orElse(""));
    map.put("random_weights", shown.options().randomWeights());
    map.put("unit", shown.unit());
    map.put("score", shown.score());
    map.put("score_of_baseline", shown.baselineScore());
    map.put("sum", shown.sum());
    map.put("residual", shown.residual());
    map.put("similarity_to_random_weights", Explained.number(similarity));
    map.put("values", shown.values());
    List<Map<String, Object>> parts = new ArrayList<>();
    shown
        .parts()
        .forEach(part ->
            parts.add(Map.of("name", part.name(), "text", part.text(), "value", part.value())));
    map.put("parts", parts);
    map.put("pictures", written);
    return map;
  }
}
