package dev.adjoint.cli.report;

import dev.adjoint.cli.command.Version;
import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.ForecastTarget;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.pipeline.ForecastFigures;
import dev.adjoint.pipeline.HeldForecasts;
import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.TrainingResult;
import dev.adjoint.pipeline.folder.RunFolder;
import dev.adjoint.pipeline.source.SeriesTable;
import dev.adjoint.plot.chart.Axis;
import dev.adjoint.plot.chart.LossChart;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Report;
import dev.adjoint.plot.report.Section;
import dev.adjoint.tensor.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The report of a run on series: the forecasts of the test part with their bands beside the naive
/// ones, and what comes after the end of the data. It is written in English and in Chinese.
///
/// @param folder where it goes
/// @param prepared the data
/// @param result what came out
public record ForecastReport(RunFolder folder, Prepared prepared, TrainingResult result) {

  private static final int SHOWN = 4;
  private static final double PNG_SCALE = 2;
  private static final double PERCENT = 100;

  /// Writes `report.html`, `report.zh.html` and the pictures.
  public void write() {
    HeldForecasts held = HeldForecasts.of(result.network(), prepared);
    List<Prediction.OfSeries> next = next();
    page(ForecastWords.of("en"), held, next, true, "report.html");
    page(ForecastWords.of("zh"), held, next, false, "report.zh.html");
  }

  /// What comes after the end of the data; empty where known columns would be needed.
  private List<Prediction.OfSeries> next() {
    SeriesTable source = (SeriesTable) result.saved().source();
    if (!source.columns().known().isEmpty() || source.file().toString().equals("-")) {
      return List.of();
    }
    try {
      return result.model().predict(source.file()).stream()
          .limit(SHOWN)
          .map(Prediction.OfSeries.class::cast)
          .toList();
    } catch (DataException _) {
      // Some series are too short for a forecast; the test part shows how the others fare.
      return List.of();
    }
  }

  private void page(
      ForecastWords words,
      HeldForecasts held,
      List<Prediction.OfSeries> next,
      boolean hasFiles,
      String file) {
    ForecastTarget target = (ForecastTarget) prepared.preprocessing().target();
    ForecastPictures pictures = new ForecastPictures(words);
    ForecastFigures figures = held.figures();
    List<Section> sections = new ArrayList<>();
    sections.add(new Section(words.text("result"), result(words, figures)));
    List<Block> ahead = new ArrayList<>();
    for (int i = 0; i < next.size(); i++) {
      Prediction.OfSeries forecast = next.get(i);
      ahead.add(
          figure(
              hasFiles ? "next" + (i + 1) : "",
              pictures.forecast(forecast, new double[0]),
              caption(words, forecast)));
      ahead.add(table(words, forecast));
    }
    if (!ahead.isEmpty()) {
      sections.add(new Section(words.text("next", target.horizon()), ahead));
    }
    List<Block> shown = new ArrayList<>();
    int count = held.windows().count();
    int many = Math.min(SHOWN, count);
    for (int i = 0; i < many; i++) {
      int row = many == 1 ? 0 : (int) ((long) i * (count - 1) / (many - 1));
      Prediction.OfSeries forecast = held.forecast(row);
      shown.add(
          figure(
              hasFiles ? "forecast" + (i + 1) : "",
              pictures.forecast(forecast, held.windows().truth(row)),
              caption(words, forecast)));
    }
    shown.add(
        figure(
            hasFiles ? "errors" : "",
            pictures.errors(held, target.horizon()),
            words.text("ahead")));
    sections.add(new Section(words.text("forecasts"), shown));
    sections.add(
        Section.of(words.text("training"), figure(hasFiles ? "loss" : "", loss(words), "")));
    List<Block> data = new ArrayList<>();
    prepared.notes().forEach(note -> data.add(new Block.Paragraph(note)));
    sections.add(new Section(words.text("data"), data));
    sections.add(Section.of(words.text("model"), new Block.Code(result.network().toString())));
    sections.add(
        Section.of(
            words.text("settings"),
            new Block.Table(
                "",
                List.of(words.text("setting"), words.text("value")),
                result.saved().settings().toMap().entrySet().stream()
                    .map(entry -> List.of(entry.getKey(), entry.getValue().toString()))
                    .toList())));
    String footer =
        "Adjoint %s, Java %s, %s kernels. Weights sha256 %s"
            .formatted(
                Version.text(), Runtime.version(), Backend.kernels(), result.weightsSha256());
    folder.write(
        file,
        new Report(
                words.text("language"),
                words.text("title", result.saved().source().name()),
                words.text("other"),
                sections,
                footer)
            .toHtml());
  }

  private Block figure(String name, Picture picture, String caption) {
    if (!name.isEmpty()) {
      folder.write(name + ".svg", picture.toSvg());
      folder.write(name + ".png", picture.toPng(PNG_SCALE));
    }
    return new Block.Figure(picture, caption);
  }

  private static String caption(ForecastWords words, Prediction.OfSeries forecast) {
    String text =
        words.text(
            "window",
            forecast.times().getFirst(),
            forecast.times().size(),
            forecast.window().pastTimes().getLast());
    return forecast.series().isEmpty()
        ? text
        : words.text("of-series", forecast.series()) + ": " + text;
  }

  private static List<Block> result(ForecastWords words, ForecastFigures figures) {
    double ratio = figures.mae() / figures.seasonalNaive();
    List<Block> blocks = new ArrayList<>();
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(new Block.Fact(words.text("MAE"), number(figures.mae())));
    facts.add(new Block.Fact(words.text("seasonal"), number(figures.seasonalNaive())));
    figures
        .coverage()
        .forEach((claim, part) ->
            facts.add(
                new Block.Fact(words.text("band", Math.round(PERCENT * claim)), percent(part))));
    blocks.add(new Block.Facts(facts));
    blocks.add(
        new Block.Paragraph(
            words.text(ratio < 1 ? "better" : "worse", NumberText.fixed(ratio, 3))));
    blocks.add(
        new Block.Table(
            words.text("errors", "%,d".formatted(figures.forecasts())),
            List.of(
                words.text("forecast"), words.text("mae"), words.text("rmse"), words.text("mase")),
            List.of(
                List.of(
                    words.text("network"),
                    number(figures.mae()),
                    number(figures.rmse()),
                    number(figures.mase())),
                List.of(words.text("seasonal"), number(figures.seasonalNaive()), "–", "–"),
                List.of(words.text("naive"), number(figures.naive()), "–", "–"))));
    blocks.add(
        new Block.Table(
            words.text("coverage"),
            List.of(words.text("claim"), words.text("covers")),
            figures.coverage().entrySet().stream()
                .map(entry -> List.of(percent(entry.getKey()), percent(entry.getValue())))
                .toList()));
    return blocks;
  }

  private static String number(double value) {
    return NumberText.of(value, 4);
  }

  private static String percent(double part) {
    return NumberText.fixed(PERCENT * part, 1) + " %";
  }

  private static Block table(ForecastWords words, Prediction.OfSeries forecast) {
    List<String> header = new ArrayList<>(List.of(words.text("table-time"), forecast.target()));
    for (Prediction.OfSeries.Band band : forecast.bands()) {
      header.add(words.text("band", Math.round(PERCENT * band.claim())));
    }
    List<List<String>> rows = new ArrayList<>();
    for (int step = 0; step < forecast.times().size(); step++) {
      List<String> row = new ArrayList<>();
      row.add(forecast.times().get(step));
      row.add(number(forecast.values()[step]));
      for (Prediction.OfSeries.Band band : forecast.bands()) {
        row.add("%s … %s".formatted(number(band.low()[step]), number(band.high()[step])));
      }
      rows.add(row);
    }
    return new Block.Table("", header, rows);
  }

  private Picture loss(ForecastWords words) {
    return new LossChart(
            "",
            Axis.linear(words.text("epoch")),
            Axis.linear(words.text("loss")),
            List.of(
                new LossChart.Curve(
                    words.text("training"),
                    result.history().stream().map(record -> record.training().loss()).toList()),
                new LossChart.Curve(
                    words.text("validation"),
                    result.history().stream().map(record -> record.latest().loss()).toList())),
            Optional.of(
                new LossChart.Best(1, result.finished().best().epoch(), words.text("best"))))
        .toPicture();
  }
}
