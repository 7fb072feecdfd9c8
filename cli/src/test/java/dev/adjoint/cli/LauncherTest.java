package dev.adjoint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.cli.command.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Starts real processes the way `java -jar` does: with the launcher and without the vector module.
final class LauncherTest {
  private static final String JAVA_HOME = System.getProperty("java.home");

  @Test
  void startsTheProgramAgainAndPassesItsOutputOn() throws Exception {
    var run = launch(List.of(), "--version");

    assertThat(run.output())
        .contains("adjoint " + Version.text() + System.lineSeparator())
        .doesNotContain("incubator");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void addsTheVectorModuleToTheSecondProcessOnly() throws Exception {
    var run = launch(List.of("-Xlog:module+load*=off", "--show-module-resolution"), "--version");

    // One line for each process that resolves the module; only the second one does.
    assertThat(run.output()).containsOnlyOnce("root jdk.incubator.vector");
  }

  @Test
  void passesTheExitCodeOn() throws Exception {
    assertThat(launch(List.of(), "no-such-command").exitCode()).isEqualTo(2);
  }

  @Test
  void passesTheOptionsOfTheVirtualMachineOn() throws Exception {
    var run = launch(List.of("-Xlog:gc*:stdout", "-XX:+UseParallelGC"), "--version");

    assertThat(run.output().split("Using Parallel", -1)).hasSize(3);
  }

  @Test
  void saysInOneLineWhichJavaItNeeds() {
    assertThat(Launcher.complaint("1.8", "/jdk8"))
        .contains(
            "adjoint: needs Java 25 or newer, but this is Java 1.8 (/jdk8); "
                + "run the jar with the java of a newer JDK");
    assertThat(Launcher.complaint("24", "/jdk24")).get().asString().contains("this is Java 24");
    assertThat(Launcher.complaint("25", "/jdk25")).isEmpty();
    assertThat(Launcher.complaint("26", "/jdk26")).isEmpty();
  }

  private record Run(String output, int exitCode) {}

  private static Run launch(List<String> options, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(Path.of(JAVA_HOME, "bin", "java").toString()));
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "dev.adjoint.cli.Launcher"));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(output, process.waitFor());
  }
}
