package dev.adjoint.cli.descent;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.cli.command.OwnFiles;
import dev.adjoint.explain.descent.Descent;
import dev.adjoint.explain.descent.DescentPictures;
import dev.adjoint.explain.descent.Formula;
import dev.adjoint.explain.descent.FormulaException;
import dev.adjoint.explain.descent.KnownFunction;
import dev.adjoint.pipeline.settings.OptimizerChoice;
import dev.adjoint.plot.picture.Picture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `adjoint descent`: prints and draws the paths of several rates and optimizers.
@Command(
    name = "descent",
    description = {
      "Shows the path of gradient descent and of other optimizers down a function.",
      "",
      "The function is a name (sphere, bowl, valley, rosenbrock, himmelblau, beale, saddle,"
          + " rastrigin) or a formula, such as \"x^2+y^2+2*x+2\"."
    })
public final class DescentCommand implements Callable<Integer> {

  private static final int LINES = 12;

  @Mixin private Output output;

  @Option(
      names = "--function",
      paramLabel = "F",
      description = "A name or a formula. Default: ${DEFAULT-VALUE}.")
  private String function = "bowl";

  @Option(
      names = "--start",
      split = ",",
      paramLabel = "X",
      description = "The start, one number for each variable in alphabetical order.")
  private double @Nullable [] start;

  @Option(
      names = "--rate",
      split = ",",
      paramLabel = "R",
      description = "The step size; several are shown side by side. Default: 0.1.")
  private double[] rates = {0.1};

  @Option(
      names = "--optimizer",
      split = ",",
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES}; several are shown side by side. Default: sgd.")
  private List<OptimizerChoice> optimizers = List.of(OptimizerChoice.SGD);

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "The number of steps. Default: ${DEFAULT-VALUE}.")
  private int steps = 100;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the pictures go. Default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("descent");

  @Override
  public Integer call() {
    if (steps < 1) {
      throw new MisuseException("--steps is %d but must be at least 1".formatted(steps));
    }
    for (double rate : rates) {
      if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
        throw new MisuseException(
            "--rate is %s but must be a finite number above 0; 0.1 is usual".formatted(rate));
      }
    }
    Formula formula = formula();
    double[] from = start(formula);
    requireInDomain(formula, from);
    List<Descent> descents = new ArrayList<>();
    for (OptimizerChoice optimizer : optimizers) {
      for (double rate : rates) {
        String label = "%s, rate %s".formatted(optimizer, rate);
        descents.add(Descent.of(label, formula, from, optimizer.rule(rate), steps));
      }
    }
    output.line("f(%s) = %s", String.join(", ", formula.variables()), formula);
    descents.forEach(descent -> print(formula, descent));
    List<Path> files = draw(new DescentPictures(formula, descents));
    output.line("");
    output.line("Pictures: %s", files);
    output.answer(answer(formula, descents, files));
    return 0;
  }

  private static void requireInDomain(Formula formula, double[] from) {
    double value = formula.at(from);
    if (!Double.isFinite(value)) {
      throw new MisuseException(
          "--start %s is outside the domain of %s, which is %s there; choose another start"
              .formatted(point(from), formula, value));
    }
  }

  private static String point(double[] coordinates) {
    return String.join(",", Arrays.stream(coordinates).mapToObj(DescentCommand::number).toList());
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private Formula formula() {
    for (KnownFunction known : KnownFunction.values()) {
      if (known.toString().equalsIgnoreCase(function)) {
        return known.formula();
      }
    }
    try {
      return Formula.of(function);
    } catch (FormulaException e) {
      throw new MisuseException(String.valueOf(e.getMessage()));
    }
  }

  private double[] start(Formula formula) {
    int expected = formula.variables().size();
    double[] chosen = start;
    if (chosen == null) {
      chosen =
          Arrays.stream(KnownFunction.values())
              .filter(known -> known.toString().equalsIgnoreCase(function))
              .map(KnownFunction::start)
              .findFirst()
              .orElseThrow(() ->
                  new MisuseException(
                      "a formula needs a start: --start with %d numbers for %s"
                          .formatted(expected, String.join(", ", formula.variables()))));
    }
    if (chosen.length != expected) {
      throw new MisuseException(
          "--start has %d numbers but the function has %d variables (%s); give one for each"
              .formatted(chosen.length, expected, String.join(", ", formula.variables())));
    }
    return chosen;
  }

  private void print(Formula formula, Descent descent) {
    output.line("");
    output.line(descent.label());
    StringJoiner head = new StringJoiner(" ");
    head.add("%8s".formatted("step"));
    formula.variables().forEach(name -> head.add("%16s".formatted(name)));
    head.add("%16s".formatted("f"));
    formula.variables().forEach(name -> head.add("%14s".formatted("∂f/∂" + name)));
    output.line(head.toString());
    long every = Math.max(1, (descent.last().number() + LINES - 1) / LINES);
    for (Descent.Step step : descent.steps()) {
      if (step.number() % every == 0 || step.number() == descent.last().number()) {
        output.line(line(step));
      }
    }
    descent
        .leftDomain()
        .ifPresentOrElse(
            step ->
                output.line(
                    "  step %d leaves the domain of the function, which is %s at %s; lower the rate, or choose another start",
                    step.number(), step.value(), point(step.point())),
            () -> {
              if (descent.diverged()) {
                output.line(
                    "  diverges: step %d is no longer finite; lower the rate",
                    descent.last().number());
              }
            });
  }

  private static String line(Descent.Step step) {
    StringJoiner line = new StringJoiner(" ");
    line.add("%8d".formatted(step.number()));
    for (double coordinate : step.point()) {
      line.add(String.format(Locale.ROOT, "%16.9g", coordinate));
    }
    line.add(String.format(Locale.ROOT, "%16.9g", step.value()));
    for (double slope : step.gradient()) {
      line.add(String.format(Locale.ROOT, "%14.6g", slope));
    }
    return line.toString();
  }

  private List<Path> draw(DescentPictures pictures) {
    Map<String, Picture> drawn = new LinkedHashMap<>();
    pictures.path().ifPresent(picture -> drawn.put("path", picture));
    pictures.panels().ifPresent(picture -> drawn.put("panels", picture));
    pictures.surface().ifPresent(picture -> drawn.put("surface", picture));
    drawn.put("values", pictures.values());
    Map<String, byte[]> files = new LinkedHashMap<>();
    drawn.forEach((name, picture) -> {
      files.put(name + ".svg", picture.toSvg().getBytes(StandardCharsets.UTF_8));
      files.put(name + ".png", picture.toPng(2));
    });
    OwnFiles.write(out, files);
    return drawn.keySet().stream().map(name -> out.resolve(name + ".svg")).toList();
  }

  private static Map<String, Object> answer(
      Formula formula, List<Descent> descents, List<Path> files) {
    List<Map<String, Object>> paths = new ArrayList<>();
    for (Descent descent : descents) {
      Map<String, Object> path = new LinkedHashMap<>();
      path.put("label", descent.label());
      path.put("steps", descent.last().number());
      path.put("diverged", descent.diverged());
      path.put("end", descent.last().point());
      path.put("value", descent.last().value());
      path.put("path", descent.steps().stream().map(Descent.Step::point).toList());
      paths.add(path);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("function", formula.toString());
    answer.put("variables", formula.variables());
    answer.put("descents", paths);
    answer.put("pictures", files.stream().map(Path::toString).toList());
    return answer;
  }
}
