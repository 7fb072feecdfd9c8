package dev.adjoint.explain.sample;

import dev.adjoint.explain.document.SumColumn;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.why.Element;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Report;
import dev.adjoint.plot.report.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Who moved a weight, as a document: the samples with the largest parts, the others in one row,
/// and a sum that is the gradient.
public final class SampleReport {

  /// The largest difference of the parts and the gradient that is rounding.
  private static final double EXACT = 1e-9;

  private final SampleGradients gradients;
  private final int most;
  private final IntFunction<String> name;
  private final Wording words;

  /// @param most how many samples are listed, those with the largest parts
  /// @param name what to call a sample of the batch, from 0
  public SampleReport(
      SampleGradients gradients, int most, IntFunction<String> name, Wording words) {
    this.gradients = gradients;
    this.most = most;
    this.name = name;
    this.words = words;
  }

  /// The gradient of one number by sample.
  public Report element(Element element) {
    double[] parts = gradients.of(element);
    double whole = gradients.whole(element);
    double rest = gradients.rest(element);
    List<Integer> order = order(parts);
    double[] shown = new double[order.size() + 2];
    double others = 0;
    double size = 0;
    for (int i = 0; i < order.size(); i++) {
      shown[i] = parts[order.get(i)];
    }
    for (int sample = 0; sample < parts.length; sample++) {
      size += Math.abs(parts[sample]);
      others += order.contains(sample) ? 0 : parts[sample];
    }
    shown[order.size()] = others;
    shown[order.size() + 1] = rest;
    SumColumn column = SumColumn.of(shown, whole);
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      double share = size == 0 ? 0 : Math.abs(shown[i]) / size;
      rows.add(List.of(name.apply(order.get(i)), column.numbers().get(i), percent(share)));
    }
    int left = parts.length - order.size();
    if (left > 0) {
      rows.add(List.of(words.text("sample.others", left), column.numbers().get(order.size()), ""));
    }
    if (rest != 0) {
      rows.add(List.of(words.text("sample.rest"), column.numbers().get(order.size() + 1), ""));
    }
    column.rounding().ifPresent(some -> rows.add(List.of(words.text("sum.rounding"), some, "")));
    rows.add(List.of(element.gradient().toString(), column.sum(), ""));
    Block.Table table =
        new Block.Table(
            "",
            List.of(
                words.text("sample.sample"),
                words.text("sample.part") + column.unit(),
                words.text("sample.size")),
            rows);
    return report(
        words.text("sample.who", element.gradient()), List.of(Section.of("", table, sum())));
  }

  /// The gradient of all chosen parameters together by sample.
  ///
  /// @param title what was chosen, such as a layer
  /// @param effects what the samples do to each other, if the step has an update
  /// @param sample the sample whose effects are listed; empty for the block of the samples with the
  ///   longest gradients
  public Report layer(String title, Optional<SampleEffects> effects, Optional<Integer> sample) {
    double[] lengths = gradients.lengths();
    double[] shares = gradients.shares();
    List<Integer> order = order(lengths);
    List<List<String>> rows = new ArrayList<>();
    for (int i : order) {
      rows.add(List.of(name.apply(i), text(lengths[i]), percent(shares[i])));
    }
    int left = lengths.length - order.size();
    if (left > 0) {
      double others =
          IntStream.range(0, shares.length)
              .filter(i -> !order.contains(i))
              .mapToDouble(i -> shares[i])
              .sum();
      rows.add(List.of(words.text("sample.others", left), "", percent(others)));
    }
    Block.Table table =
        new Block.Table(
            words.text("sample.shares"),
            List.of(
                words.text("sample.sample"),
                words.text("sample.length"),
                words.text("sample.share")),
            rows);
    List<Section> sections = new ArrayList<>();
    sections.add(Section.of("", table, sum()));
    if (gradients.samples() > 1) {
      BatchNoise noise = BatchNoise.of(gradients);
      if (noise.square() > 0) {
        String key = noise.share() >= 1 ? "ledger.only-noise" : "ledger.noise";
        sections.add(
            Section.of(
                "", new Block.Paragraph(words.text(key, percent(noise.share()), noise.samples()))));
      }
    }
    effects.ifPresent(
        some -> sections.add(sample.isPresent() ? row(some, sample.get()) : block(some, order)));
    return report(words.text("sample.who", title), sections);
  }

  /// What a step on one sample promises for the others, and what the real step did to each.
  private Section row(SampleEffects effects, int sample) {
    double[] row = effects.matrix()[sample];
    List<List<String>> rows = new ArrayList<>();
    for (int j : order(row)) {
      rows.add(
          List.of(
              name.apply(j), text(row[j]), text(effects.promised()[j]), text(effects.real()[j])));
    }
    Block.Table table =
        new Block.Table(
            words.text("sample.effects-of", name.apply(sample), text(effects.rate())),
            List.of(
                words.text("sample.on"),
                words.text("sample.promised"),
                words.text("sample.step"),
                words.text("sample.real")),
            rows);
    return Section.of(words.text("sample.effects"), table);
  }

  private Section block(SampleEffects effects, List<Integer> order) {
    List<Integer> some = order.subList(0, Math.min(6, order.size()));
    List<String> header = new ArrayList<>();
    header.add(words.text("sample.step-on"));
    some.forEach(j -> header.add(name.apply(j)));
    List<List<String>> rows = new ArrayList<>();
    for (int i : some) {
      List<String> row = new ArrayList<>();
      row.add(name.apply(i));
      some.forEach(j -> row.add(NumberText.of(effects.matrix()[i][j], 3)));
      rows.add(row);
    }
    List<String> promised = new ArrayList<>(List.of(words.text("sample.step")));
    List<String> real = new ArrayList<>(List.of(words.text("sample.real")));
    some.forEach(j -> promised.add(NumberText.of(effects.promised()[j], 3)));
    some.forEach(j -> real.add(NumberText.of(effects.real()[j], 3)));
    rows.add(promised);
    rows.add(real);
    return Section.of(
        words.text("sample.effects"),
        new Block.Table(words.text("sample.matrix", text(effects.rate())), header, rows));
  }

  private Report report(String title, List<Section> sections) {
    return new Report(words.tag(), title, "", sections, "");
  }

  private Block.Check sum() {
    double gap = gradients.gap();
    return new Block.Check(
        gap <= EXACT,
        words.text(gap <= EXACT ? "sample.adds-up" : "sample.does-not", NumberText.of(gap, 2)));
  }

  /// The samples with the largest numbers, the largest first.
  private List<Integer> order(double[] numbers) {
    return IntStream.range(0, numbers.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -Math.abs(numbers[i])))
        .limit(most)
        .toList();
  }

  private static String percent(double share) {
    return NumberText.fixed(100 * share, 2) + " %";
  }

  private static String text(double number) {
    return NumberText.of(number, 6);
  }
}
