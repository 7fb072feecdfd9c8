package dev.adjoint.cli.run;

import dev.adjoint.cli.command.CommandException;
import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.cli.command.OwnFiles;
import dev.adjoint.cli.command.Threads;
import dev.adjoint.cli.lesson.Language;
import dev.adjoint.data.Spelling;
import dev.adjoint.explain.diagnose.Diagnosis;
import dev.adjoint.explain.diagnose.RunSetup;
import dev.adjoint.explain.diagnose.check.Checks;
import dev.adjoint.explain.diagnose.check.TrainingCheck;
import dev.adjoint.explain.diagnose.form.DiagnosisMap;
import dev.adjoint.explain.diagnose.form.DiagnosisPage;
import dev.adjoint.explain.diagnose.form.DiagnosisText;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.formats.AtomicFile;
import dev.adjoint.pipeline.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `adjoint diagnose`: what is wrong with a run, or with the training of some data, and whether the
/// cure helps.
@Command(
    name = "diagnose",
    description = {
      "Says what is wrong with a training, with evidence, and tries the cure: both are trained for some"
          + " steps, with and without it, and both curves are printed.",
      "",
      "Give the folder of a run, or DATA with the options of train. The folder of the run does not"
          + " change. A run's data is read again and must not have changed.",
      ""
    })
public final class DiagnoseCommand implements Callable<Integer> {

  private static final String MODEL = "model.json";

  /// The options that do not describe a training.
  private static final Set<String> FREE =
      Set.of("--steps", "--only", "--all", "--list", "--html", "--lang", "--threads", "--json");

  @Spec private CommandSpec spec;
  @Mixin private DataOptions source;
  @Mixin private TrainingOptions training;
  @Mixin private Threads threads;
  @Mixin private Output output;

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN|DATA",
      description = "The folder of a training run, or data that train takes.")
  private @Nullable Path subject;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "How many steps a branch is trained, at least 8. Default: 30 to 200, by the work of a step.")
  private @Nullable Integer steps;

  @Option(
      names = "--only",
      paramLabel = "CHECK",
      description = "Makes these checks alone; names with commas between them.")
  private List<String> only = List.of();

  @Option(
      names = "--all",
      description = "Prints what every check saw, also where it found nothing.")
  private boolean all;

  @Option(names = "--list", description = "Lists the checks and makes none.")
  private boolean list;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes the diagnosis with pictures of both curves into this file.")
  private @Nullable Path html;

  @Option(
      names = "--lang",
      paramLabel = "LANG",
      description = "en or zh. Default: the language of the terminal.")
  private @Nullable String language;

  @Override
  public Integer call() {
    Locale words = words();
    if (list) {
      list(words);
      return 0;
    }
    if (steps != null && steps < 8) {
      throw new MisuseException("--steps is %d but must be at least 8".formatted(steps));
    }
    if (html != null) {
      OwnFiles.requireNew(html, "html");
    }
    List<TrainingCheck> checks = checks();
    threads.apply();
    TrainingSetup setup = setup();
    if (steps != null) {
      setup = setup.with(setup.background().withSteps(steps));
    }
    String name = subject == null ? "generated data" : subject.toString();
    output.line("Diagnosis of %s", name);
    Diagnosis diagnosis =
        Diagnosis.of(
            setup,
            checks,
            outcome -> {
              if (output.isTerminal()) {
                output.line("  %s", outcome.check());
              }
            });
    output.line("");
    DiagnosisText.of(diagnosis, words, all).forEach(line -> output.line("%s", line));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("subject", name);
    answer.put("steps", setup.steps());
    answer.putAll(DiagnosisMap.of(diagnosis));
    if (html != null) {
      write(html, DiagnosisPage.of(diagnosis, name, words).toHtml());
      output.line("");
      output.line("The page is %s", html);
      answer.put("html", html.toString());
    }
    output.answer(answer);
    return 0;
  }

  private void list(Locale words) {
    List<Map<String, String>> names = new ArrayList<>();
    int width = Checks.ALL.stream().mapToInt(check -> check.name().length()).max().orElse(0);
    for (TrainingCheck check : Checks.ALL) {
      output.line("  %-" + width + "s  %s", check.name(), check.question().in(words));
      names.add(Map.of("check", check.name(), "question", check.question().in(words)));
    }
    output.answer(Map.of("checks", names));
  }

  private List<TrainingCheck> checks() {
    List<String> known = Checks.ALL.stream().map(TrainingCheck::name).toList();
    List<TrainingCheck> chosen = new ArrayList<>();
    for (String names : only) {
      for (String name : names.split(",", -1)) {
        int at = known.indexOf(name.strip());
        if (at < 0) {
          throw new MisuseException(
              "--only: there is no check '%s'; %s"
                  .formatted(name.strip(), Spelling.suggest(name.strip(), known)));
        }
        chosen.add(Checks.ALL.get(at));
      }
    }
    return chosen.isEmpty() ? Checks.ALL : chosen;
  }

  private TrainingSetup setup() {
    if (subject != null && Files.isRegularFile(subject.resolve(MODEL))) {
      List<String> fixed =
          spec.commandLine().getParseResult().matchedOptions().stream()
              .map(OptionSpec::longestName)
              .filter(name -> !FREE.contains(name))
              .toList();
      if (!fixed.isEmpty()) {
        throw new MisuseException(
            "the run in %s has its data and settings; leave out %s"
                .formatted(subject, String.join(", ", fixed)));
      }
      return RunSetup.of(subject);
    }
    training.requireRanges();
    double validation = source.validation();
    return RunSetup.of(
        Training.of(source.source(subject, spec.commandLine().getParseResult()))
            .with(NetworkOptions.plan(spec.commandLine().getParseResult()))
            .with(training.plan(validation)));
  }

  private Locale words() {
    if (language == null) {
      return Language.of(System.getenv(), Locale.getDefault());
    }
    return switch (language.toLowerCase(Locale.ROOT)) {
      case "en" -> Locale.ENGLISH;
      case "zh" -> Locale.CHINESE;
      default -> throw new MisuseException("--lang is %s but must be en or zh".formatted(language));
    };
  }

  private static void write(Path file, String text) {
    try {
      AtomicFile.write(file, text);
    } catch (IOException e) {
      throw CommandException.unwritable(file, e);
    }
  }
}
