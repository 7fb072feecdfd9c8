package dev.adjoint.cli.report;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.Samples;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.pipeline.quality.Examples;
import dev.adjoint.pipeline.quality.SampleView;
import dev.adjoint.plot.chart.Gallery;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Held-out samples that show how the answers are: those answered best, worst and least certainly,
/// each with its answer and the truth.
///
/// @param answer the answer to a sample in words
/// @param truth the truth about a sample in words
record ExampleSection(
    Prepared prepared,
    Samples held,
    Examples examples,
    IntFunction<String> answer,
    IntFunction<String> truth,
    ReportLanguage language) {

  private static final int GALLERY_COLUMNS = 6;
  private static final int MOST_COLUMNS = 6;
  private static final int MOST_LETTERS = 240;

  /// The section; empty where samples of this kind cannot be shown.
  Optional<Section> section() {
    List<Block> blocks = new ArrayList<>();
    add(blocks, Word.BEST_EXAMPLES, examples.best());
    add(blocks, Word.WORST_EXAMPLES, examples.worst());
    add(blocks, Word.UNCERTAIN_EXAMPLES, examples.uncertain());
    return blocks.isEmpty()
        ? Optional.empty()
        : Optional.of(new Section(Word.EXAMPLES.in(language), blocks));
  }

  private void add(List<Block> blocks, Word heading, List<Integer> samples) {
    List<SampleView> views = new ArrayList<>();
    for (int sample : samples) {
      view(sample).ifPresent(views::add);
    }
    if (views.isEmpty() || views.size() < samples.size()) {
      return;
    }
    String title = heading.in(language);
    blocks.add(
        switch (views.getFirst()) {
          case SampleView.Image _ -> gallery(title, samples, views);
          case SampleView.Cells _ -> table(title, samples, views);
          case SampleView.Text _ -> texts(title, samples, views);
        });
  }

  /// Samples that are read from files, such as photographs, are read again.
  private Optional<SampleView> view(int sample) {
    if (held instanceof DataSet set) {
      return SampleView.of(prepared, set, sample, sample);
    }
    DataSet one = new DataSet(held.read(new int[] {sample}), List.of(), List.of());
    return SampleView.of(prepared, one, 0, sample);
  }

  private Block gallery(String title, List<Integer> samples, List<SampleView> views) {
    List<Gallery.Item> items = new ArrayList<>();
    for (int i = 0; i < views.size(); i++) {
      int sample = samples.get(i);
      String said = answer.apply(sample);
      String known = truth.apply(sample);
      boolean right = said.startsWith(known + " ");
      List<String> caption =
          right ? List.of(said) : List.of(said, Word.TRUTH.in(language) + ": " + known);
      items.add(new Gallery.Item(((SampleView.Image) views.get(i)).pixels(), caption, right));
    }
    return new Block.Figure(new Gallery(title, GALLERY_COLUMNS, items).toPicture(), "");
  }

  private Block table(String title, List<Integer> samples, List<SampleView> views) {
    List<String> header = new ArrayList<>();
    header.add(Word.ANSWER.in(language));
    header.add(Word.TRUTH.in(language));
    List<String> columns =
        ((SampleView.Cells) views.getFirst())
            .cells().keySet().stream().limit(MOST_COLUMNS).toList();
    header.addAll(columns);
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < views.size(); i++) {
      List<String> row = start(samples.get(i));
      SampleView.Cells cells = (SampleView.Cells) views.get(i);
      columns.forEach(column ->
          row.add(SampleView.shortened(cells.cells().getOrDefault(column, ""), MOST_LETTERS)));
      rows.add(row);
    }
    return new Block.Table(title, header, rows);
  }

  private Block texts(String title, List<Integer> samples, List<SampleView> views) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < views.size(); i++) {
      List<String> row = start(samples.get(i));
      row.add(SampleView.shortened(((SampleView.Text) views.get(i)).text(), MOST_LETTERS));
      rows.add(row);
    }
    return new Block.Table(
        title,
        List.of(Word.ANSWER.in(language), Word.TRUTH.in(language), Word.TEXT.in(language)),
        rows);
  }

  private List<String> start(int sample) {
    return new ArrayList<>(List.of(answer.apply(sample), truth.apply(sample)));
  }
}
