package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.cli.command.Version;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

@Tag("tiny")
final class HelpTest {

  @ParameterizedTest
  @MethodSource("commands")
  void listsEveryOptionOfACommandOnceWithin80Columns(String command) {
    Program.Run help = Program.run(command, "--help");

    for (OptionSpec option : options(command)) {
      assertThat(help.out().lines().filter(line -> isListed(line, option)))
          .as(option.longestName())
          .hasSize(1);
      assertThat(option.description()).as(option.longestName()).isNotEmpty();
    }
    assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(help.out()).startsWith("Usage: adjoint " + command);
    assertThat(help.exitCode()).isZero();
  }

  static Stream<String> commands() {
    return Stream.of(Main.class.getAnnotation(Command.class).subcommands())
        .map(type -> type.getAnnotation(Command.class).name());
  }

  private static Iterable<OptionSpec> options(String command) {
    for (Class<?> type : Main.class.getAnnotation(Command.class).subcommands()) {
      if (type.getAnnotation(Command.class).name().equals(command)) {
        return new CommandLine(type).getCommandSpec().options();
      }
    }
    throw new AssertionError(command);
  }

  private static boolean isListed(String line, OptionSpec option) {
    String name = option.longestName();
    String listed = option.negatable() ? name.replace("--", "--[no-]") : name;
    return line.strip().split("[= ]", 2)[0].equals(listed);
  }

  @Test
  void groupsTheOptionsOfTraining() {
    String help = Program.run("train", "--help").out();

    assertThat(help.lines().filter(line -> line.matches("\\w+")))
        .containsExactly("Data", "Network", "Training", "Cluster", "Run");
    assertThat(help.indexOf("--target="))
        .isBetween(help.indexOf("\nData"), help.indexOf("\nNetwork"));
    assertThat(help.indexOf("--layers"))
        .isBetween(help.indexOf("\nNetwork"), help.indexOf("\nTraining"));
    assertThat(help.indexOf("--rate")).isBetween(help.indexOf("\nTraining"), help.indexOf("\nRun"));
  }

  @Test
  void withoutACommandListsTheCommands() {
    Program.Run help = Program.run();

    assertThat(help.out()).contains("train", "predict", "evaluate", "gradcheck", "descent");
    assertThat(help.exitCode()).isZero();
  }

  @Test
  void versionNamesTheProgramAndJava() {
    assertThat(Program.run("--version").out())
        .isEqualTo("adjoint %s%nJava %s%n".formatted(Version.text(), Runtime.version()));
  }
}
