package dev.adjoint.cli.explain;

import dev.adjoint.cli.command.CommandException;
import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.cli.command.Threads;
import dev.adjoint.explain.trace.Role;
import dev.adjoint.explain.trace.RunTrace;
import dev.adjoint.explain.trace.StepText;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedUpdate;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.explain.trace.UpdateText;
import dev.adjoint.explain.why.Element;
import dev.adjoint.explain.why.Expansion;
import dev.adjoint.explain.why.TermFile;
import dev.adjoint.explain.why.WhatIf;
import dev.adjoint.explain.why.Why;
import dev.adjoint.explain.why.WhyMap;
import dev.adjoint.explain.why.WhyText;
import dev.adjoint.formats.AtomicFile;
import dev.adjoint.pipeline.ReplayedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `adjoint explain`: a step of a run as tables, or one of its numbers taken apart.
@Command(
    name = "explain",
    description = {
      "Shows a training step of a run: every value, the backward pass, the update. With --why it takes"
          + " one number apart into the sum of products that makes it.",
      "",
      "The run is replayed to the step, with its data, which must not have changed. Beside each number"
          + " stand two checks: the same number in F64 without derivatives, and its products added up"
          + " again to the same bits. The exit code is 1 if a check fails."
    })
public final class ExplainCommand implements Callable<Integer> {

  @Mixin private Output output;
  @Mixin private Threads threads;

  @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a training run.")
  private Path folder;

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
      names = "--terms",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many terms are printed of a sum, the largest. Default: 10.")
  private int terms;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Writes all terms of the number into this file; with --why.")
  private @Nullable Path csv;

  @Override
  public Integer call() throws IOException {
    if (terms < 1) {
      throw new MisuseException("--terms is %d but must be at least 1".formatted(terms));
    }
    if (csv != null && address == null) {
      throw new MisuseException("--csv writes the terms of a number; name it with --why");
    }
    if (edit != null && address != null) {
      throw new MisuseException(
          "--why takes a number apart and --set changes one; use one of them");
    }
    Optional<Edit> change = Optional.ofNullable(edit).map(Edit::parse);
    threads.apply();
    Optional<Element> asked = Optional.ofNullable(address).map(ExplainCommand::element);
    RunTrace run = RunTrace.of(ReplayedRun.of(folder), step);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("run", folder.toString());
    answer.put("step", step);
    answer.put("loss", run.trace().loss().value().item());
    answer.put("weights_sha256", run.hash());
    output.line(
        "step %,d of %s, %,d samples; the weights after it are %s",
        step, folder, run.batch().count(), run.hash().substring(0, 16));
    output.line("");
    if (change.isPresent()) {
      answer.put("what_if", whatIf(run.trace(), change.get()));
      output.answer(answer);
      return 0;
    }
    if (asked.isEmpty()) {
      StepText.of(run.trace()).forEach(line -> output.line("%s", line));
      output.line("");
      output.line("take a number apart with");
      output.line("  %s", command(example(run.trace())));
      answer.put("values", run.trace().values().stream().map(TracedValue::name).toList());
      output.answer(answer);
      return 0;
    }
    Expansion expansion = explain(run.trace(), asked.get());
    WhyText.of(expansion, terms, ExplainCommand.this::command)
        .forEach(line -> output.line("%s", line));
    answer.put("why", WhyMap.of(expansion));
    if (csv != null) {
      write(expansion, csv);
      output.line("");
      output.line("all terms are in %s", csv);
    }
    output.answer(answer);
    return expansion.holds() ? 0 : 1;
  }

  private Map<String, Object> whatIf(StepTrace trace, Edit change) {
    try {
      WhatIf result = WhatIf.of(trace, change.element(), change.value());
      result.lines().forEach(line -> output.line("%s", line));
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("number", change.element().toString());
      map.put("before", result.before());
      map.put("after", result.after());
      map.put("loss", result.loss());
      map.put("changed_loss", result.changed());
      map.put("promise", result.promise());
      map.put("curvature", result.curvature());
      map.put("real", result.real());
      map.put("real_in_f64", result.exact());
      return map;
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
  /// printed and its gradient taken apart.
  private Expansion explain(StepTrace trace, Element element) {
    try {
      TracedValue value = trace.value(element.value());
      Element wanted = element;
      if (value.role() == Role.PARAMETER && !element.isGradient()) {
        update(trace, element);
        wanted = element.gradient();
      }
      return Why.of(trace).explain(wanted);
    } catch (IllegalArgumentException e) {
      throw new CommandException(e);
    }
  }

  private void update(StepTrace trace, Element element) {
    int flat = element.flat(trace.value(element.value()).value().shape());
    for (TracedUpdate update : trace.updates()) {
      if (update.name().equals(element.value())) {
        UpdateText.of(update, flat).forEach(line -> output.line("%s", line));
        output.line("");
      }
    }
  }

  private static void write(Expansion expansion, Path file) {
    if (Files.isDirectory(file)) {
      throw new CommandException(
          "csv: %s is a folder; name a file in it with --csv".formatted(file));
    }
    try {
      AtomicFile.write(file, TermFile.of(expansion));
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
    return "adjoint explain %s --step %d --why '%s'".formatted(folder, step, number);
  }
}
