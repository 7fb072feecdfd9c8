package dev.adjoint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The script `adjoint` in a folder of its own, with a JDK and a Maven that only say how they were
/// called.
@DisabledOnOs(OS.WINDOWS)
final class LauncherScriptTest {
  private static final String JAR = "cli/target/quick/adjoint-cli-1-all.jar";

  @TempDir private Path folder;
  private Path project = Path.of("");

  @BeforeEach
  void makeProject() throws IOException {
    project = folder.resolve("my project");
    write("pom.xml", "");
    write("cli/pom.xml", "");
    write("cli/src/main/java/Main.java", "");
    Files.copy(Path.of("..", "adjoint"), project.resolve("adjoint"));
    program("jdk/bin/java", "for a in \"$@\"; do echo \"[$a]\"; done; cat; exit 7");
    program("jdk/bin/javac", "");
    write("jdk/release", "JAVA_VERSION=\"99.0.1\"\n");
    program("bin/mvn", "echo maven on $JAVA_HOME; mkdir -p cli/target/quick; : > " + JAR);
  }

  @Test
  void buildsOnceWithoutTouchingTheOutput() throws Exception {
    var first = start("train");
    var second = start("train");

    assertThat(first.errors())
        .isEqualTo(
            """
            adjoint: building, once; this takes about a minute ...
            adjoint: built
            """);
    assertThat(second.errors()).isEmpty();
    assertThat(second.output()).isEqualTo(first.output());
    assertThat(Files.readString(project.resolve(".adjoint/build.log")))
        .startsWith("maven on " + project.resolve("jdk") + "\n");
  }

  @Test
  void passesArgumentsInputAndExitCodeOn() throws Exception {
    var run = start("train", "my data.csv", "--target", "");

    assertThat(run.output())
        .contains("[--add-modules]\n[jdk.incubator.vector]\n")
        .endsWith("[dev.adjoint.cli.Main]\n[train]\n[my data.csv]\n[--target]\n[]\ninput\n");
    assertThat(run.exitCode()).isEqualTo(7);
  }

  @Test
  void addsClassesOfTheUsersToTheClassPath() throws Exception {
    program("jdk/bin/java", "while [ \"$1\" != -cp ]; do shift; done; echo \"$2\"");
    program("mine", "ADJOINT_CLASSPATH=a.jar:b.jar exec \"$(dirname \"$0\")/adjoint\" \"$@\"");

    assertThat(start("train").output()).endsWith("-all.jar\n");
    var run = new ProcessBuilder(project.resolve("mine").toString(), "train");
    run.environment().put("JAVA_HOME", project.resolve("jdk").toString());
    Process process = run.redirectErrorStream(true).start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .endsWith("-all.jar:a.jar:b.jar\n");
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    start("train");
    var later = FileTime.from(Instant.now().plusSeconds(60));
    Files.setLastModifiedTime(project.resolve("cli/src/main/java/Main.java"), later);

    assertThat(start("train").errors()).contains("building");
  }

  @Test
  void buildsAgainWhenASourceIsGone() throws Exception {
    start("train");
    Files.setLastModifiedTime(project.resolve(JAR), FileTime.from(Instant.now().minusSeconds(60)));
    write("cli/src/main/java/Other.java", "");
    Files.delete(project.resolve("cli/src/main/java/Other.java"));

    assertThat(start("train").errors()).contains("building");
  }

  @Test
  void buildsTheModuleForSparkForATrainingOnAClusterOnly() throws Exception {
    String all = "spark/target/quick/adjoint-spark-1-all.jar";
    program(
        "bin/mvn",
        "echo \"$@\" >>\"$HOME/maven\"; mkdir -p cli/target/quick spark/target/quick; : > %s; : > %s"
            .formatted(JAR, all));
    write("spark/pom.xml", "");
    start("train");
    assertThat(start("train").output()).doesNotContain("adjoint.spark.jar");

    var run = start("train", "--spark", "local[2]");
    assertThat(run.errors()).isEmpty();
    assertThat(run.output()).contains("[-Dadjoint.spark.jar=" + project.resolve(all) + "]\n");
    Files.delete(project.resolve(all));
    assertThat(start("train", "--spark=local").errors())
        .startsWith("adjoint: building with the module for Spark, once; ")
        .endsWith("adjoint: built\n");
    assertThat(Files.readString(folder.resolve("maven")).lines())
        .satisfiesExactly(
            first -> assertThat(first).contains("-pl cli -am"),
            second -> assertThat(second).contains("-pl cli,spark -am"));
  }

  @Test
  void showsTheOutputOfAFailedBuildAndEnds() throws Exception {
    program("bin/mvn", "echo no such luck; exit 1");

    var run = start("train");

    assertThat(run.output()).isEmpty();
    assertThat(run.errors())
        .isEqualTo(
            """
            adjoint: building, once; this takes about a minute ...
            no such luck
            adjoint: the build failed; its output is above and in %s
            """
                .formatted(project.resolve(".adjoint/build.log")));
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void startsWithWhatAShortTrainingTaughtTheJvm() throws Exception {
    program(
        "jdk/bin/java",
        """
        case $1 in
          -XX:AOTCacheOutput=*) shift $(($# - 6)); echo "$@" >"$HOME/training" ;;
          *) echo "$1" ;;
        esac
        : >"%s"
        """
            .formatted(project.resolve(".adjoint/adjoint.aot")));

    assertThat(start("draw").output())
        .isEqualTo("-XX:AOTCache=" + project.resolve(".adjoint/adjoint.aot") + "\n");
    assertThat(folder.resolve("training"))
        .hasContent(
            "dev.adjoint.cli.Main train --epochs 3 --out " + project.resolve(".adjoint/warm-up"));
  }

  @Test
  void passesOverAJdkThatIsTooOld() throws Exception {
    program("jdk/bin/java", "echo the old one");
    write("jdk/release", "JAVA_VERSION=\"25.0.2\"\n");

    // Another JDK may or may not be on the machine of the test; this one must not be taken.
    assertThat(start("train").output()).doesNotContain("the old one");
  }

  @Test
  void showsTheProgramsMessagesAloneAndAtOnce() throws Exception {
    realJava();

    var version = start("--version");
    assertThat(version.errors()).isEmpty();
    assertThat(version.output()).contains("Java " + Runtime.version());
    var misuse = start("trian");
    assertThat(misuse.errors())
        .isEqualTo(
            """
            adjoint: there is no command 'trian'; did you mean train?
            adjoint --help lists the options
            """);
    assertThat(misuse.exitCode()).isEqualTo(2);
  }

  @Test
  void losesNoErrorOfTheJvm() throws Exception {
    realJava();

    var run = start(Map.of("JDK_JAVA_OPTIONS", "-XX:+NoSuchOption"), "--version");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).isEmpty();
    // The JVM's own messages pass through a filter, which may end a moment after the JVM.
    var errors = folder.resolve("errors");
    for (int i = 0; i < 200 && !Files.readString(errors).contains("could not be created"); i++) {
      Thread.sleep(50);
    }
    assertThat(errors).content().contains("Unrecognized VM option 'NoSuchOption'");
  }

  @Test
  void understandsAllTextInTheLocaleC() throws Exception {
    realJava();
    Files.writeString(folder.resolve("größe 尺寸.csv"), "a,b\n1,2\n");

    for (var locale :
        List.of(
            Map.of("LC_ALL", "C"), Map.of("LC_ALL", "", "LANG", ""), Map.of("LC_ALL", "POSIX"))) {
      var run = start(locale, "train", folder.resolve("größe 尺寸.csv").toString(), "--target", "尺寸");
      assertThat(run.errors())
          .isEqualTo("adjoint: read größe 尺寸.csv: there is no column '尺寸'; there are: a, b\n");
    }
  }

  /// Makes the script's JDK start the real one with the classes under test.
  private void realJava() throws IOException {
    program(
        "jdk/bin/java",
        """
        for word do
          shift
          case $word in *-all.jar) word='%s' ;; -XX:AOT*) word=-XX:TieredStopAtLevel=1 ;; esac
          set -- "$@" "$word"
        done
        exec '%s/bin/java' "$@"
        """
            .formatted(System.getProperty("java.class.path"), System.getProperty("java.home")));
    // The warm-up after the build would train for real.
    Files.createDirectories(project.resolve("cli/target/quick"));
    write(JAR, "");
  }

  private record Run(String output, String errors, int exitCode) {}

  private Run start(String... arguments) throws IOException, InterruptedException {
    return start(Map.of(), arguments);
  }

  private Run start(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(project.resolve("adjoint").toString());
    builder.command().addAll(List.of(arguments));
    var path = project.resolve("bin") + File.pathSeparator + System.getenv("PATH");
    builder
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME",
                project.resolve("jdk").toString(),
                "HOME",
                folder.toString(),
                "PATH",
                path));
    builder.environment().putAll(environment);
    var errors = folder.resolve("errors").toFile();
    builder.redirectError(errors);
    var process = builder.start();
    try (var input = process.outputWriter()) {
      input.write("input\n");
    }
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(output, Files.readString(errors.toPath()), process.waitFor());
  }

  private void program(String path, String script) throws IOException {
    write(path, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(
        project.resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void write(String path, String text) throws IOException {
    var file = project.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
