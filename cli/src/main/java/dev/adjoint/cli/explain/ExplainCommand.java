package dev.adjoint.cli.explain;

import dev.adjoint.cli.command.CommandException;
import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.cli.command.OwnFiles;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.trace.ExchangeReceipt;
import dev.adjoint.explain.trace.Role;
import dev.adjoint.explain.trace.RunTrace;
import dev.adjoint.explain.trace.StepReport;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedUpdate;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.explain.trace.UpdateText;
import dev.adjoint.explain.why.Element;
import dev.adjoint.explain.why.Expansion;
import dev.adjoint.explain.why.LongForm;
import dev.adjoint.explain.why.TermFile;
import dev.adjoint.explain.why.WhatIf;
import dev.adjoint.explain.why.Why;
import dev.adjoint.explain.why.WhyMap;
import dev.adjoint.explain.why.WhyReport;
import dev.adjoint.formats.AtomicFile;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Report;
import dev.adjoint.plot.report.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// `adjoint explain`: a step of a run as tables, or one of its numbers taken apart.
@Command(
    name = "explain",
    description = {
      "Shows a training step of a run: every value, the backward pass, the update. With --why it takes"
          + " one number apart into the sum of products that makes it, with --ledger it says where"
          + " the fall of the loss comes from, with --who which samples moved a weight, with --second"
          + " second derivatives, with --attribute what an answer of the trained model depends on."
          + " With --formula it explains a formula instead of a run.",
      "",
      "The run is replayed to the step, with its data, which must not have changed. Beside each number"
          + " are two checks: the same number in F64 without derivatives, and its products added up"
          + " again to the same bits. The exit code is 1 if a check fails."
    })
public final class ExplainCommand implements Callable<Integer> {

  @Mixin private Output output;
  @Mixin private OptionalRun replay;
  @Mixin private FormulaQuestion formula;
  @Mixin private Form form;
  @Mixin private AttributeOptions attribute;

  @Option(
      names = "--step",
      paramLabel = "N",
      defaultValue = "1",
      description = "The step, from 1. Default: 1.")
  private long step;

  @Option(
      names = "--why",
      paramLabel = "NUMBER",
      description =
          "The address of a number: 2.weight[3,17] for a parameter and its gradient,"
              + " 2.weight.grad[3,17] for the gradient alone, 1:relu[5,0] for a value, loss.")
  private @Nullable String address;

  @Option(
      names = "--set",
      paramLabel = "NUMBER=VALUE",
      description =
          "What if a number were another, such as 0.weight[1,0]=0.3: the promise of the gradient, the"
              + " curvature, and the real change of the loss.")
  private @Nullable String edit;

  @Option(
      names = "--ledger",
      description =
          "Where the fall of the loss comes from: what the change of each parameter promised, what the"
              + " curvature took back, and the real fall; length of the step, noise of the batch.")
  private boolean ledger;

  @Option(
      names = "--who",
      paramLabel = "WEIGHT",
      description =
          "Which samples moved a weight: the gradient of 2.weight[3,17], of the layer 2, or of all, by"
              + " sample.")
  private @Nullable String who;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description =
          "A sample of the batch, from 0. With --why and a parameter: the part of its gradient that"
              + " comes from this sample. With --who and a layer: what a step on this sample promises"
              + " for the loss of each other.")
  private @Nullable Integer sample;

  @Option(
      names = "--second",
      split = ";",
      paramLabel = "NUMBER",
      description =
          "The second derivatives by a number of a parameter, such as 2.weight[3,17], and by each"
              + " other, in F64. With --formula a variable; several with ; between them.")
  private List<String> second = List.of();

  @Option(
      names = "--terms",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many terms or samples are printed, the largest. Default: 10.")
  private int terms;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Writes all terms of the number into this file; with --why.")
  private @Nullable Path csv;

  @Option(
      names = "--backprop-trace",
      paramLabel = "FILE",
      description =
          "Also writes the step in the form that the foreign verifier backprop-trace checks ('bp verify"
              + " general FILE'); for one sample through one hidden layer, with plain gradient descent.")
  private @Nullable Path foreign;

  @Override
  public Integer call() throws IOException {
    requireOneQuestion();
    if (attribute.isAsked()) {
      return attribute.run(replay.folder(), form, output);
    }
    Wording words = form.words();
    if (formula.isAsked()) {
      return formula(words);
    }
    Optional<Edit> change = Optional.ofNullable(edit).map(Edit::parse);
    Optional<Element> asked = Optional.ofNullable(address).map(ExplainCommand::element);
    RunTrace run = RunTrace.of(replay.open(), step);
    StepAnswers answers = new StepAnswers(run, words, output);
    Explained explained;
    if (change.isPresent()) {
      explained = whatIf(run.trace(), change.get(), words);
    } else if (ledger) {
      explained = answers.ledger();
    } else if (who != null) {
      explained =
          answers.who(who, terms, sample == null ? OptionalInt.empty() : OptionalInt.of(sample));
    } else if (!second.isEmpty()) {
      explained = answers.second(second, terms);
    } else if (asked.isPresent()) {
      explained =
          sample == null
              ? why(run.trace(), asked.get(), words)
              : answers.why(asked.get(), sample, terms);
    } else {
      explained = whole(run.trace(), words);
    }
    String heading =
        words.text(
            "run.step", step, replay.folder(), run.batch().count(), run.hash().substring(0, 16));
    form.show(output, explained.under(heading));
    if (foreign != null) {
      export(run.trace(), foreign);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("run", replay.folder().toString());
    answer.put("step", step);
    answer.put("loss", run.trace().loss().value().item());
    answer.put("weights_sha256", run.hash());
    answer.putAll(explained.entry());
    output.answer(answer);
    return explained.holds() ? 0 : 1;
  }

  private int formula(Wording words) {
    if (replay.isGiven() || address != null || edit != null || ledger || who != null) {
      throw new MisuseException(
          "--formula explains a formula with --at, --second and --terms; leave the run and the other questions out");
    }
    Explained explained = formula.answer(second, terms, words);
    form.show(output, explained.report());
    output.answer(new LinkedHashMap<>(explained.entry()));
    return explained.holds() ? 0 : 1;
  }

  private void requireOneQuestion() {
    if (terms < 1) {
      throw new MisuseException("--terms is %d but must be at least 1".formatted(terms));
    }
    if (csv != null && address == null) {
      throw new MisuseException("--csv writes the terms of a number; name it with --why");
    }
    if (sample != null && ((who == null && address == null) || sample < 0)) {
      throw new MisuseException(
          who == null && address == null
              ? "--sample names a sample of the batch; name a parameter with --why, or a layer with --who"
              : "--sample is %d but the samples of a batch are counted from 0".formatted(sample));
    }
    attribute.requireNoneAlone();
    List<String> questions = new ArrayList<>();
    if (attribute.isAsked()) {
      questions.add("--attribute");
    }
    if (address != null) {
      questions.add("--why");
    }
    if (edit != null) {
      questions.add("--set");
    }
    if (ledger) {
      questions.add("--ledger");
    }
    if (who != null) {
      questions.add("--who");
    }
    if (!second.isEmpty()) {
      questions.add("--second");
    }
    if (questions.size() > 1) {
      throw new MisuseException(
          "%s ask different questions; use one of them".formatted(String.join(" and ", questions)));
    }
  }

  private Explained whole(StepTrace trace, Wording words) {
    Report report = StepReport.of(trace, words);
    List<Section> sections = new ArrayList<>(report.sections());
    sections.add(Section.of(words.text("run.apart"), new Block.Code(command(example(trace)))));
    return new Explained(
        new Report(report.language(), report.title(), "", sections, ""),
        "values",
        trace.values().stream().map(TracedValue::name).toList());
  }

  private static Explained whatIf(StepTrace trace, Edit change, Wording words) {
    try {
      WhatIf result = WhatIf.of(trace, change.element(), change.value());
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("number", change.element().toString());
      map.put("before", result.before());
      map.put("after", result.after());
      map.put("loss", result.loss());
      map.put("changed_loss", result.changed());
      map.put("promise", Explained.number(result.promise()));
      map.put("curvature", Explained.number(result.curvature()));
      map.put("real", result.real());
      map.put("real_in_f64", result.exact());
      return new Explained(result.report(words), "what_if", map);
    } catch (IllegalArgumentException e) {
      throw new CommandException(e);
    }
  }

  /// A number and what it becomes.
  private record Edit(Element element, double value) {
    static Edit parse(String text) {
      int equals = text.lastIndexOf('=');
      try {
        if (equals > 0) {
          return new Edit(
              ExplainCommand.element(text.substring(0, equals)),
              Double.parseDouble(text.substring(equals + 1)));
        }
      } catch (NumberFormatException _) {
        // Refused below, with an example.
      }
      throw new MisuseException(
          "--set is '%s' but must be a number's address, = and a number, such as 0.weight[1,0]=0.3"
              .formatted(text));
    }
  }

  private static Element element(String text) {
    try {
      return Element.parse(text);
    } catch (IllegalArgumentException e) {
      throw new MisuseException(String.valueOf(e.getMessage()));
    }
  }

  /// The number that was asked for. A parameter was not computed in the step, so its update is
  /// shown and its gradient taken apart.
  private Explained why(StepTrace trace, Element element, Wording words) {
    try {
      TracedValue value = trace.value(element.value());
      List<Section> sections = new ArrayList<>();
      Element expected = element;
      if (value.role() == Role.PARAMETER && !element.isGradient()) {
        int flat = element.flat(value.value().shape());
        for (TracedUpdate update : trace.updates()) {
          if (update.name().equals(element.value())) {
            sections.add(UpdateText.section(update, flat, words));
          }
        }
        expected = element.gradient();
      }
      Expansion expansion = Why.of(trace, words).explain(expected);
      Report report = WhyReport.of(expansion, terms, this::command, words);
      sections.addAll(report.sections());
      Optional<LongForm> longForm = LongForm.of(trace, expected);
      longForm.ifPresent(form -> sections.add(form.section(terms, words)));
      if (csv != null) {
        write(expansion, csv);
        sections.add(Section.of("", new Block.Paragraph(words.text("run.csv", csv))));
      }
      return new Explained(
          new Report(report.language(), report.title(), "", sections, ""),
          longForm.isPresent()
              ? Map.of("why", WhyMap.of(expansion), "long_form", longForm.get().map())
              : Map.of("why", WhyMap.of(expansion)),
          expansion.holds() && longForm.map(LongForm::holds).orElse(true));
    } catch (IllegalArgumentException e) {
      throw new CommandException(e);
    }
  }

  private static void write(Expansion expansion, Path file) {
    if (Files.isDirectory(file)) {
      throw new CommandException(
          "csv: %s is a folder; name a file in it with --csv".formatted(file));
    }
    OwnFiles.requireOurs(file, "csv", TermFile.HEADER);
    try {
      AtomicFile.write(file, TermFile.of(expansion));
    } catch (IOException e) {
      throw CommandException.unwritable(file, e);
    }
  }

  private void export(StepTrace trace, Path file) {
    try {
      Map<String, Object> receipt = ExchangeReceipt.of(trace);
      OwnFiles.requireOurs(file, "backprop-trace", ExchangeReceipt.MARK);
      AtomicFile.write(file, new JsonMapper().writeValueAsString(receipt) + "\n");
      output.line("written to %s", file);
    } catch (IllegalArgumentException e) {
      throw new CommandException(e);
    } catch (IOException e) {
      throw CommandException.unwritable(file, e);
    }
  }

  private static String example(StepTrace trace) {
    return trace.values().stream()
        .filter(value -> value.role() == Role.PARAMETER && value.gradient().isPresent())
        .map(value ->
            new Element(value.name(), false, Collections.nCopies(value.value().shape().rank(), 0))
                .toString())
        .findFirst()
        .orElse("loss");
  }

  private String command(String number) {
    return "adjoint explain %s --step %d --why '%s'".formatted(replay.folder(), step, number);
  }
}
