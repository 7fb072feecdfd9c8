package dev.adjoint.cli.report;

import dev.adjoint.cli.command.Version;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Samples;
import dev.adjoint.data.prepare.ClassTarget;
import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.Preprocessing;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.prepare.TokenTarget;
import dev.adjoint.data.text.TextTablePreprocessing;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.picture.RatePicture;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.pipeline.Outputs;
import dev.adjoint.pipeline.TrainingResult;
import dev.adjoint.pipeline.folder.RunFolder;
import dev.adjoint.pipeline.quality.ClassQuality;
import dev.adjoint.pipeline.quality.ColumnImportance;
import dev.adjoint.pipeline.quality.Examples;
import dev.adjoint.pipeline.quality.NumberQuality;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Report;
import dev.adjoint.plot.report.Section;
import dev.adjoint.tensor.Backend;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.train.search.RateCurve;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The page that shows a run, in English and in Chinese, and its pictures as SVG and PNG.
public final class RunReport {

  private static final double PNG_SCALE = 2;
  private static final int MOST_EXAMPLES = 6;

  private final RunFolder folder;
  private final Prepared prepared;
  private final TrainingResult result;
  private final Optional<Outputs> outputs;
  private final Optional<ClassQuality> classes;
  private final Optional<NumberQuality> numbers;
  private final List<ColumnImportance> columns;
  private final Optional<RateCurve> rates;

  /// Looks at the held-out samples once, for both pages.
  ///
  /// @param loss what the training minimised
  public RunReport(RunFolder folder, Prepared prepared, TrainingResult result, Loss loss) {
    this.folder = folder;
    this.prepared = prepared;
    this.result = result;
    this.rates = Optional.empty();
    boolean isText = prepared.preprocessing().target() instanceof TokenTarget;
    // The outputs for whole texts would need much memory and show nothing to people.
    outputs =
        isText
            ? Optional.empty()
            : Optional.of(Outputs.of(result.answering(), prepared.validation()));
    classes =
        prepared.preprocessing().target() instanceof ClassTarget target
            ? outputs.map(answers -> ClassQuality.of(answers, target.classes()))
            : Optional.empty();
    numbers =
        prepared.preprocessing().target() instanceof NumberTarget target
            ? outputs.map(answers -> NumberQuality.of(answers, target))
            : Optional.empty();
    columns =
        prepared.validation() instanceof DataSet held
            ? importance(prepared.preprocessing(), loss, held)
            : List.of();
  }

  private List<ColumnImportance> importance(Preprocessing preprocessing, Loss loss, DataSet held) {
    long seed = result.saved().settings().seed();
    return switch (preprocessing) {
      case TablePreprocessing table ->
          ColumnImportance.of(result.answering(), loss, table, held, seed);
      case TextTablePreprocessing both ->
          ColumnImportance.of(result.answering(), loss, both, held, seed);
      default -> List.of();
    };
  }

  private RunReport(RunReport other, RateCurve rates) {
    this.folder = other.folder;
    this.prepared = other.prepared;
    this.result = other.result;
    this.outputs = other.outputs;
    this.classes = other.classes;
    this.numbers = other.numbers;
    this.columns = other.columns;
    this.rates = Optional.of(rates);
  }

  /// The same with the picture of the rate finder that chose the step size.
  @CheckReturnValue
  public RunReport withRates(RateCurve found) {
    return new RunReport(this, found);
  }

  /// Writes the pages and the pictures.
  public void write() {
    for (ReportLanguage language : ReportLanguage.values()) {
      Map<String, Picture> pictures = new LinkedHashMap<>();
      folder.write(language.file(), page(language, pictures).toHtml());
      if (language == ReportLanguage.ENGLISH) {
        pictures.forEach(this::write);
      }
    }
  }

  private void write(String name, Picture picture) {
    write(folder, name, picture);
  }

  private static void write(RunFolder folder, String name, Picture picture) {
    folder.write(name + ".svg", picture.toSvg());
    folder.write(name + ".png", picture.toPng(PNG_SCALE));
  }

  /// Writes the picture of a rate finder into the folder of a run.
  public static void writeRates(RunFolder folder, RateCurve found) {
    write(folder, "rate", RatePicture.of(found, Wording.english()));
  }

  private Report page(ReportLanguage language, Map<String, Picture> pictures) {
    List<Section> sections = new ArrayList<>();
    sections.add(new ResultSection(prepared, result, language).section());
    new CurvePictures(result, language).addTo(pictures);
    rates.ifPresent(found -> pictures.put("rate", RatePicture.of(found, language.words())));
    outputs.ifPresent(answers -> {
      LearntPictures learnt = new LearntPictures(prepared, result.answering(), answers, language);
      learnt.boundary().ifPresent(picture -> pictures.put("boundary", picture));
      learnt.fit().ifPresent(picture -> pictures.put("fit", picture));
      learnt.confusion().ifPresent(picture -> pictures.put("confusion", picture));
    });
    List<Block> blocks = new ArrayList<>();
    pictures.values().forEach(picture -> blocks.add(new Block.Figure(picture, "")));
    sections.add(new Section(Word.PICTURES.in(language), blocks));
    classes.ifPresent(
        quality -> sections.add(new ClassSection(quality, language).section(pictures)));
    String column = prepared.preprocessing().target().column();
    numbers.ifPresent(
        quality -> sections.add(new NumberSection(quality, column, language).section(pictures)));
    outputs.ifPresent(answers ->
        sections.addAll(new PartSections(language).of(answers, prepared.preprocessing().target())));
    if (!columns.isEmpty()) {
      sections.add(new ColumnSection(columns, language).section(pictures));
    }
    NeighbourSection.of(prepared, result, language).ifPresent(sections::add);
    examples(language).ifPresent(sections::add);
    sections.add(Section.of(Word.MODEL.in(language), new Block.Code(result.network().toString())));
    sections.add(
        Section.of(
            Word.SETTINGS.in(language),
            new Block.Table(
                "", List.of(Word.SETTING.in(language), Word.VALUE.in(language)), settings())));
    String title = Word.TITLE.in(language, result.saved().source().name());
    return new Report(language.tag(), title, summary(language), sections, footer(language));
  }

  private String summary(ReportLanguage language) {
    return Word.SUMMARY.in(
        language,
        NumberText.fixed(result.seconds(), 1),
        result.history().size(),
        result.finished().best().epoch(),
        NumberText.of(result.validation().loss(), 4));
  }

  private String footer(ReportLanguage language) {
    return Word.FOOTER.in(
        language, Version.text(), Runtime.version(), Backend.kernels(), result.weightsSha256());
  }

  private Optional<Section> examples(ReportLanguage language) {
    if (!(prepared.validation() instanceof Samples held)) {
      return Optional.empty();
    }
    if (classes.isPresent()) {
      ClassQuality quality = classes.get();
      return new ExampleSection(
              prepared,
              held,
              Examples.of(quality, MOST_EXAMPLES),
              i -> answer(quality, i),
              i -> quality.classes().get((int) quality.truth()[i]),
              language)
          .section();
    }
    return numbers.flatMap(quality ->
        new ExampleSection(
                prepared,
                held,
                Examples.of(quality, MOST_EXAMPLES),
                i -> NumberText.of(quality.predicted()[i], 4),
                i -> NumberText.of(quality.truth()[i], 4),
                language)
            .section());
  }

  /// Such as `cat 0.93`.
  private static String answer(ClassQuality quality, int sample) {
    int answer = quality.answer(sample);
    return "%s %s"
        .formatted(
            quality.classes().get(answer),
            NumberText.fixed(quality.probabilities()[sample][answer], 2));
  }

  private List<List<String>> settings() {
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, Object> setting : result.saved().settings().toMap().entrySet()) {
      rows.add(List.of(setting.getKey(), setting.getValue().toString()));
    }
    return rows;
  }
}
