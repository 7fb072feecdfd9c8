package dev.adjoint.cli.explain;

import static dev.adjoint.cli.explain.Explained.number;

import dev.adjoint.cli.command.CommandException;
import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.ledger.Ledger;
import dev.adjoint.explain.ledger.LedgerReport;
import dev.adjoint.explain.sample.BatchNoise;
import dev.adjoint.explain.sample.SampleEffects;
import dev.adjoint.explain.sample.SampleGradients;
import dev.adjoint.explain.sample.SampleReport;
import dev.adjoint.explain.sample.SampleWhy;
import dev.adjoint.explain.trace.RunTrace;
import dev.adjoint.explain.trace.TracedUpdate;
import dev.adjoint.explain.why.Element;
import dev.adjoint.explain.why.HessianColumn;
import dev.adjoint.explain.why.HessianReport;
import dev.adjoint.explain.why.Why;
import dev.adjoint.nn.optim.FusedRule;
import dev.adjoint.plot.report.Report;
import dev.adjoint.plot.report.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/// The answers about a whole step: its ledger, and which samples moved a weight.
final class StepAnswers {

  private final RunTrace run;
  private final Wording words;
  private final Output output;

  StepAnswers(RunTrace run, Wording words, Output output) {
    this.run = run;
    this.words = words;
    this.output = output;
  }

  /// The part of a gradient that comes from one sample.
  Explained why(Element element, int sample, int most) {
    try {
      SampleWhy part =
          SampleWhy.of(
              run.trace(), Why.of(run.trace(), words), element, run.batch().count(), sample);
      return new Explained(part.report(name(sample), most, words), "why_sample", part.map());
    } catch (IllegalArgumentException e) {
      throw new CommandException(e);
    }
  }

  /// What a sample of the batch is called.
  private String name(int sample) {
    int[] rows = run.batch().rows();
    return sample < rows.length
        ? words.text("sample.name-row", sample, rows[sample])
        : words.text("sample.name", sample);
  }

  /// The ledger of the step with the noise of its batch.
  Explained ledger() {
    try {
      Ledger ledger = Ledger.of(run.trace());
      Optional<BatchNoise> noise = noise();
      Map<String, Object> map = new LinkedHashMap<>();
      List<Map<String, Object>> lines = new ArrayList<>();
      for (Ledger.Line line : ledger.lines()) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("parameter", line.parameter());
        one.put("numbers", line.count());
        one.put("gradient", number(line.gradient()));
        one.put("change", number(line.change()));
        one.put("promise", number(line.promise()));
        one.put("curvature", number(line.curvature()));
        lines.add(one);
      }
      map.put("parameters", lines);
      map.put("loss", number(ledger.before()));
      map.put("loss_after", number(ledger.after()));
      map.put("promise", number(ledger.promise()));
      map.put("curvature", number(ledger.curvature()));
      map.put("remainder", number(ledger.remainder()));
      map.put("real", number(ledger.real()));
      ledger.bestPart().ifPresent(part -> map.put("best_part", number(part)));
      noise.ifPresent(some -> map.put("noise_share", number(some.share())));
      map.put("holds", ledger.holds());
      return new Explained(LedgerReport.of(ledger, noise, words), "ledger", map, ledger.holds());
    } catch (IllegalArgumentException e) {
      throw new CommandException(e);
    }
  }

  /// Second derivatives of the loss by numbers of parameters.
  Explained second(List<String> addresses, int most) {
    try {
      List<HessianColumn> columns = new ArrayList<>();
      for (String address : addresses) {
        columns.add(HessianColumn.of(run.trace(), Element.parse(address)));
      }
      List<Section> sections =
          columns.stream()
              .map(column -> HessianReport.section(column, "loss", most, words))
              .toList();
      return new Explained(
          new Report(words.tag(), words.text("second.heading"), "", sections, ""),
          "second",
          columns.stream().map(HessianReport::map).toList(),
          columns.stream().allMatch(HessianColumn::holds));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new CommandException("%s".formatted(e.getMessage()), e);
    }
  }

  private Optional<BatchNoise> noise() {
    int samples = run.batch().count();
    if (samples < 2) {
      return Optional.empty();
    }
    try {
      return Optional.of(BatchNoise.of(SampleGradients.of(run.trace(), samples)));
    } catch (IllegalArgumentException e) {
      output.warn("the noise of the batch is not computed (%s)".formatted(e.getMessage()));
      return Optional.empty();
    }
  }

  /// Which samples moved a number or a layer.
  ///
  /// @param asked the address of a number, the path of a parameter or of a layer, or `all`
  /// @param most how many samples are listed
  /// @param sample the sample whose effects on the others are listed
  Explained who(String asked, int most, OptionalInt sample) {
    try {
      return asked.contains("[") ? element(asked, most, sample) : layer(asked, most, sample);
    } catch (IllegalArgumentException e) {
      throw new CommandException(e);
    }
  }

  private Explained element(String asked, int most, OptionalInt sample) {
    if (sample.isPresent()) {
      throw new MisuseException(
          "--sample lists the effects of a sample through a layer; name a layer with --who, or all");
    }
    Element element = Element.parse(asked);
    SampleGradients gradients = gradients(name -> name.equals(element.value()));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("number", element.gradient().toString());
    map.put("gradient", number(gradients.whole(element)));
    map.put("samples", numbers(gradients.of(element)));
    map.put("rows", rows());
    map.put("rest", number(gradients.rest(element)));
    return new Explained(report(gradients, most).element(element), "who", map);
  }

  private Explained layer(String asked, int most, OptionalInt sample) {
    boolean isAll = asked.equals("all");
    SampleGradients gradients =
        gradients(name -> isAll || name.equals(asked) || name.startsWith(asked + "."));
    if (sample.isPresent() && sample.getAsInt() >= gradients.samples()) {
      throw new MisuseException(
          "--sample is %d but the batch has the samples 0 to %d"
              .formatted(sample.getAsInt(), gradients.samples() - 1));
    }
    SampleEffects effects = SampleEffects.of(run.trace(), gradients, rate());
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("parameters", gradients.parameters());
    map.put("rows", rows());
    map.put("lengths", numbers(gradients.lengths()));
    map.put("shares", numbers(gradients.shares()));
    map.put("rate", number(effects.rate()));
    map.put("effects", Arrays.stream(effects.matrix()).map(StepAnswers::numbers).toList());
    map.put("promised", numbers(effects.promised()));
    map.put("real", numbers(effects.real()));
    Optional<Integer> chosen =
        sample.isPresent() ? Optional.of(sample.getAsInt()) : Optional.empty();
    return new Explained(
        report(gradients, most).layer(asked, Optional.of(effects), chosen), "who", map);
  }

  private SampleGradients gradients(Predicate<String> chosen) {
    return SampleGradients.of(run.trace(), run.batch().count(), chosen);
  }

  private SampleReport report(SampleGradients gradients, int most) {
    return new SampleReport(gradients, most, this::name, words);
  }

  private double rate() {
    TracedUpdate first = run.trace().updates().getFirst();
    // All rules that a run can have are fused ones; a rule without a rate is taken as 1.
    return first.rule() instanceof FusedRule rule ? rule.rate().at(first.step()) : 1;
  }

  private List<Integer> rows() {
    return Arrays.stream(run.batch().rows()).boxed().toList();
  }

  private static List<Object> numbers(double[] numbers) {
    return Arrays.stream(numbers).mapToObj(Explained::number).toList();
  }
}
