package dev.adjoint.cli.explain;

import dev.adjoint.cli.command.CommandException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.cli.command.OwnFiles;
import dev.adjoint.explain.document.TerminalText;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.formats.AtomicFile;
import dev.adjoint.plot.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The language of an explanation, and the files that hold it in other forms.
final class Form {

  /// The first line of the files, by which the command knows its own when it writes them again.
  private static final String MARK = "<!-- written by adjoint explain -->";

  @Mixin private LanguageOption language;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Also writes the explanation as one HTML page with formulas that can be folded.")
  private @Nullable Path html;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Also writes the explanation as Markdown.")
  private @Nullable Path markdown;

  /// The texts in the language that was asked for.
  Wording words() {
    return language.words();
  }

  /// Prints the document and writes the files that were asked for.
  void show(Output output, Report report) {
    TerminalText.of(report).forEach(output::line);
    write(output, html, "html", report.toHtml());
    write(output, markdown, "markdown", report.toMarkdown());
  }

  private static void write(Output output, @Nullable Path file, String option, String text) {
    if (file == null) {
      return;
    }
    if (Files.isDirectory(file)) {
      throw new CommandException(
          "%s: %s is a folder; name a file in it with --%s".formatted(option, file, option));
    }
    OwnFiles.requireOurs(file, option, MARK);
    try {
      AtomicFile.write(file, MARK + "\n" + text);
    } catch (IOException e) {
      throw CommandException.unwritable(file, e);
    }
    output.line("");
    output.line("written to %s", file);
  }
}
