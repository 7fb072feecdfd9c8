package dev.adjoint.cli.report;

import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.pipeline.EnsembleFigures;
import dev.adjoint.pipeline.TrainingResult;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Section;
import dev.adjoint.train.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The figures of a run, those of the members of an ensemble, and what was noticed about the data.
record ResultSection(Prepared prepared, TrainingResult result, ReportLanguage language) {

  Section section() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Facts(facts(result.test().orElse(result.validation()))));
    List<String> header =
        new ArrayList<>(
            List.of(
                Word.FIGURE.in(language),
                Word.TRAINING.in(language),
                Word.VALIDATION.in(language)));
    result.test().ifPresent(_ -> header.add(Word.TEST.in(language)));
    blocks.add(
        new Block.Table(
            Word.FIGURES.in(language, result.finished().best().epoch()), header, figures()));
    result.ensemble().ifPresent(members -> blocks.add(members(members)));
    TrustBlocks trust = new TrustBlocks(language);
    result.folds().ifPresent(folds -> blocks.add(trust.folds(folds)));
    result.search().ifPresent(found -> blocks.add(trust.search(found)));
    result.calibration().ifPresent(found -> blocks.add(trust.calibration(found)));
    prepared.notes().forEach(note -> blocks.add(new Block.Paragraph(note)));
    return new Section(Word.RESULT.in(language), blocks);
  }

  private List<Block.Fact> facts(Figures figures) {
    List<Block.Fact> facts = new ArrayList<>();
    figures
        .metrics()
        .forEach(
            (name, value) -> facts.add(new Block.Fact(Word.metric(name, language), text(value))));
    facts.add(new Block.Fact(Word.LOSS.in(language), text(figures.loss())));
    return facts;
  }

  private List<List<String>> figures() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("loss", Figures::loss));
    for (String metric : result.validation().metrics().keySet()) {
      rows.add(row(metric, figures -> figures.metrics().getOrDefault(metric, Double.NaN)));
    }
    return rows;
  }

  private List<String> row(String name, ToDoubleFunction<Figures> figure) {
    List<String> row = new ArrayList<>();
    row.add(Word.metric(name, language));
    row.add(text(figure.applyAsDouble(result.training())));
    row.add(text(figure.applyAsDouble(result.validation())));
    result.test().ifPresent(test -> row.add(text(figure.applyAsDouble(test))));
    return row;
  }

  private Block members(EnsembleFigures ensemble) {
    List<String> head = new ArrayList<>(List.of(Word.MEMBER.in(language), Word.LOSS.in(language)));
    ensemble
        .members()
        .getFirst()
        .metrics()
        .keySet()
        .forEach(name -> head.add(Word.metric(name, language)));
    List<List<String>> rows = new ArrayList<>();
    for (Figures figures : ensemble.members()) {
      List<String> row = new ArrayList<>();
      row.add(Integer.toString(rows.size() + 1));
      row.add(text(figures.loss()));
      figures.metrics().values().forEach(value -> row.add(text(value)));
      rows.add(row);
    }
    return new Block.Table(
        Word.MEMBERS.in(language, ensemble.measure(), text(ensemble.value())), head, rows);
  }

  private static String text(double value) {
    return NumberText.of(value, 4);
  }
}
