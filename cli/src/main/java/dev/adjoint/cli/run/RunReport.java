package dev.adjoint.cli.run;

import dev.adjoint.cli.command.Version;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.pipeline.TrainingResult;
import dev.adjoint.pipeline.folder.RunFolder;
import dev.adjoint.plot.chart.Axis;
import dev.adjoint.plot.chart.LossChart;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Report;
import dev.adjoint.plot.report.Section;
import dev.adjoint.tensor.Backend;
import dev.adjoint.train.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// The pictures of a run, each as SVG and PNG, and the page that shows them all.
record RunReport(RunFolder folder, Prepared prepared, TrainingResult result) {

  private static final double PNG_SCALE = 2;

  void write() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(figure("loss", curve("Loss", Figures::loss)));
    String metric = result.validation().metrics().keySet().iterator().next();
    blocks.add(figure(metric, curve(title(metric), figures -> value(figures, metric))));
    RunPictures pictures = new RunPictures(prepared, result.network());
    pictures.boundary().ifPresent(picture -> blocks.add(figure("boundary", picture)));
    pictures.fit().ifPresent(picture -> blocks.add(figure("fit", picture)));
    pictures.confusion().ifPresent(picture -> blocks.add(figure("confusion", picture)));
    folder.write("report.html", page(blocks).toHtml());
  }

  private static double value(Figures figures, String metric) {
    return figures.metrics().getOrDefault(metric, Double.NaN);
  }

  private Picture curve(String title, ToDoubleFunction<Figures> figure) {
    List<Double> training =
        result.history().stream().map(r -> figure.applyAsDouble(r.training())).toList();
    List<Double> validation =
        result.history().stream().map(r -> figure.applyAsDouble(r.latest())).toList();
    return new LossChart(
            title,
            Axis.linear("epoch"),
            Axis.linear(title.toLowerCase(Locale.ROOT)),
            List.of(
                new LossChart.Curve("training", training),
                new LossChart.Curve("validation", validation)),
            Optional.of(new LossChart.Best(1, result.finished().best().epoch(), "best")))
        .toPicture();
  }

  private static String title(String metric) {
    return metric.equals("accuracy") ? "Accuracy" : metric.toUpperCase(Locale.ROOT);
  }

  private Block figure(String name, Picture picture) {
    folder.write(name + ".svg", picture.toSvg());
    folder.write(name + ".png", picture.toPng(PNG_SCALE));
    return new Block.Figure(picture, "");
  }

  private Report page(List<Block> pictures) {
    List<Block> facts = new ArrayList<>();
    facts.add(new Block.Facts(facts(result.test().orElse(result.validation()))));
    facts.add(
        new Block.Table(
            "Figures with the weights of epoch %d".formatted(result.finished().best().epoch()),
            result.test().isPresent()
                ? List.of("figure", "training", "validation", "test")
                : List.of("figure", "training", "validation"),
            figures()));
    prepared.notes().forEach(note -> facts.add(new Block.Paragraph(note)));
    List<Section> sections =
        List.of(
            new Section("Result", facts),
            new Section("Pictures", pictures),
            Section.of("Model", new Block.Code(result.network().toString())),
            Section.of("Settings", new Block.Table("", List.of("setting", "value"), settings())));
    String footer =
        "Adjoint %s, Java %s, %s kernels. Weights sha256 %s"
            .formatted(
                Version.text(), Runtime.version(), Backend.kernels(), result.weightsSha256());
    String title = "Training on %s".formatted(result.saved().source().name());
    return new Report("en", title, result.summary(), sections, footer);
  }

  private static List<Block.Fact> facts(Figures figures) {
    List<Block.Fact> facts = new ArrayList<>();
    figures.metrics().forEach((name, value) -> facts.add(new Block.Fact(title(name), text(value))));
    facts.add(new Block.Fact("Loss", text(figures.loss())));
    return facts;
  }

  private List<List<String>> figures() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("loss", Figures::loss));
    for (String metric : result.validation().metrics().keySet()) {
      rows.add(row(metric, figures -> value(figures, metric)));
    }
    return rows;
  }

  private List<String> row(String name, ToDoubleFunction<Figures> figure) {
    List<String> row = new ArrayList<>();
    row.add(name);
    row.add(text(figure.applyAsDouble(result.training())));
    row.add(text(figure.applyAsDouble(result.validation())));
    result.test().ifPresent(test -> row.add(text(figure.applyAsDouble(test))));
    return row;
  }

  private List<List<String>> settings() {
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, Object> setting : result.saved().settings().toMap().entrySet()) {
      rows.add(List.of(setting.getKey(), setting.getValue().toString()));
    }
    return rows;
  }

  private static String text(double value) {
    return NumberText.of(value, 4);
  }
}
