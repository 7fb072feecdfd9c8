package dev.adjoint.cli.lesson;

import dev.adjoint.cli.command.Output;
import dev.adjoint.explain.lesson.Lesson;
import dev.adjoint.explain.lesson.text.TextLine;
import dev.adjoint.explain.lesson.text.WorkingText;
import dev.adjoint.explain.lesson.working.LessonWords;
import dev.adjoint.explain.lesson.working.Working;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `adjoint lesson`: works a lesson, prints it with its checks, and writes its pictures.
@Command(
    name = "lesson",
    description = {
      "Works a lesson: text, numbers, each derivative beside its numeric check, pictures.",
      "",
      "Without N the lessons are listed. The exit code is 1 if any check fails."
    })
public final class LessonCommand implements Callable<Integer> {

  private static final Path DIGITS_HERE = Path.of("downloads", "mnist");

  @Spec private CommandSpec spec;
  @Mixin private Output output;

  @Parameters(arity = "0..1", paramLabel = "N", description = "The lesson, from 1 to 5.")
  private @Nullable Integer number;

  @Option(names = "--all", description = "Works all lessons.")
  private boolean all;

  @Option(
      names = "--lang",
      paramLabel = "LANG",
      description = "en or zh. Default: that of the locale.")
  private @Nullable String language;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder of the pictures. Default: lessons/N.")
  private @Nullable Path out;

  @Option(
      names = "--digits",
      paramLabel = "DIR",
      description =
          "A folder with IDX files of digits for lesson 2. Default: downloads/mnist if"
              + " 'adjoint data mnist' fetched it, otherwise the lesson generates digits.")
  private @Nullable Path digits;

  @Override
  public Integer call() throws IOException {
    LessonWords words = words();
    if (all && number != null) {
      throw used("--all works all lessons; leave out %d or --all".formatted(number));
    }
    if (all) {
      return workAll(words);
    }
    if (number == null) {
      list(words);
      return 0;
    }
    Lesson lesson =
        Lesson.numbered(number)
            .orElseThrow(() -> used("there is no lesson %d; choose 1 to 5".formatted(number)));
    Path folder = out == null ? folder(Path.of("lessons"), lesson) : out;
    Working working = work(lesson, words, folder);
    output.answer(LessonAnswer.of(working, folder));
    return working.agrees() ? 0 : 1;
  }

  private int workAll(LessonWords words) throws IOException {
    Path parent = out == null ? Path.of("lessons") : out;
    List<Map<String, Object>> answers = new ArrayList<>();
    boolean agrees = true;
    for (Lesson lesson : Lesson.values()) {
      Path folder = folder(parent, lesson);
      Working working = work(lesson, words, folder);
      agrees &= working.agrees();
      answers.add(LessonAnswer.of(working, folder));
      if (!output.isJson()) {
        output.line("");
      }
    }
    output.answer(Map.of("lessons", answers));
    return agrees ? 0 : 1;
  }

  private static Path folder(Path parent, Lesson lesson) {
    return parent.resolve(Integer.toString(lesson.number()));
  }

  private Working work(Lesson lesson, LessonWords words, Path folder) throws IOException {
    Working working = lesson.run(words, digits());
    LessonFiles.write(working, folder);
    if (!output.isJson()) {
      LessonPrinter printer = new LessonPrinter(output);
      List<TextLine> lines =
          WorkingText.of(working, words, file -> folder.resolve(file + ".svg").toString());
      lines.subList(0, lines.size() - 1).forEach(printer::print);
      output.line("%s", words.text("lessons.folder", folder));
      // The result of the checks comes last, where users look for it.
      printer.print(lines.getLast());
    }
    return working;
  }

  private void list(LessonWords words) {
    List<Map<String, Object>> answer = new ArrayList<>();
    output.line("%s", words.text("lessons.heading"));
    output.line("");
    for (Lesson lesson : Lesson.values()) {
      output.line("  %d  %s", lesson.number(), lesson.title(words));
      output.line("     %s", lesson.summary(words));
      answer.add(Map.of("lesson", lesson.number(), "title", lesson.title(words)));
    }
    output.line("");
    output.line("%s", words.text("lessons.run"));
    output.answer(Map.of("lessons", answer));
  }

  private LessonWords words() {
    if (language == null) {
      return LessonWords.of(Language.of(System.getenv(), Locale.getDefault()));
    }
    return switch (language.toLowerCase(Locale.ROOT)) {
      case "en" -> LessonWords.english();
      case "zh" -> LessonWords.of(Locale.CHINESE);
      default -> throw used("--lang is %s but must be en or zh".formatted(language));
    };
  }

  private Optional<Path> digits() {
    if (digits != null) {
      return Optional.of(digits);
    }
    return Files.isDirectory(DIGITS_HERE) ? Optional.of(DIGITS_HERE) : Optional.empty();
  }

  private ParameterException used(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
