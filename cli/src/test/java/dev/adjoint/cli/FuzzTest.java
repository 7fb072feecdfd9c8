package dev.adjoint.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No option and no file may lead to the message that asks for a bug report, to an exit code that
/// is not documented, or to an answer that says nothing.
///
/// The seed and the number of tries can be given: `-Dadjoint.fuzz.seed=7
/// -Dadjoint.fuzz.tries=5000`.
final class FuzzTest {

  private static final long SEED = Long.getLong("adjoint.fuzz.seed", 1);
  private static final int TRIES = Integer.getInteger("adjoint.fuzz.tries", 60);

  private static final List<String> VALUES =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "1",
          "3",
          "0.5",
          "-0.1",
          "1e-320",
          "1e30",
          "1e999",
          "NaN",
          "Infinity",
          "-Infinity",
          "x",
          "ü",
          "a,b",
          "1,2",
          "1,,2",
          ",",
          "\"",
          "\"a",
          "--",
          "-",
          "@",
          "@missing",
          "99999999999",
          "9223372036854775807",
          "\u0000",
          "..",
          "/",
          "relu",
          "adam",
          "moons",
          "regression",
          "zh",
          "log(x)",
          "x^2+y^2",
          "1/0",
          "x^",
          "sqrt(x)",
          "balanced");

  /// Commands with their options; a number that stands for much work has its own values.
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of(
              "train",
              "--target",
              "--drop",
              "--categories",
              "--task",
              "--set",
              "--noise",
              "--validation",
              "--activation",
              "--dropout",
              "--batch",
              "--rate",
              "--optimizer",
              "--patience",
              "--seed",
              "--class-weights",
              "--threads",
              "--resume",
              "--json"),
          List.of("predict", "--json", "--out"),
          List.of("evaluate", "--json"),
          List.of("descent", "--function", "--start", "--rate", "--optimizer", "--json"),
          List.of("gradcheck", "--seed", "--tolerance", "--json"),
          List.of("lesson", "--lang", "--json"));

  @TempDir private Path folder;

  @Test
  void noOptionsLeadToABugReport() throws IOException {
    Path run = folder.resolve("model");
    Program.run("train", "--samples", 40, "--epochs", 1, "--layers", 3, "--out", run);
    Path table = Files.writeString(folder.resolve("t.csv"), "x,y\n1,2\n2,3\n3,5\n4,1\n5,2\n");
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < TRIES; i++) {
      List<String> command = COMMANDS.get(random.nextInt(COMMANDS.size()));
      List<Object> arguments = new ArrayList<>();
      arguments.add(command.getFirst());
      for (int n = random.nextInt(4); n > 0; n--) {
        arguments.add(command.get(1 + random.nextInt(command.size() - 1)));
        if (random.nextInt(8) > 0) {
          arguments.add(VALUES.get(random.nextInt(VALUES.size())));
        }
      }
      for (int n = random.nextInt(3); n > 0; n--) {
        arguments.add(
            switch (random.nextInt(4)) {
              case 0 -> run;
              case 1 -> table;
              case 2 -> folder;
              default -> VALUES.get(random.nextInt(VALUES.size()));
            });
      }
      limit(arguments);
      requireGoodEnd(Program.run(arguments.toArray()), arguments);
    }
  }

  /// Little work, and nothing is written outside the test's folder.
  private void limit(List<Object> arguments) {
    switch (arguments.getFirst().toString()) {
      case "train" -> {
        arguments.addAll(List.of("--samples", 30, "--epochs", 1, "--layers", 3));
        arguments.addAll(List.of("--out", folder.resolve("out")));
      }
      case "descent" -> arguments.addAll(List.of("--steps", 3, "--out", folder.resolve("out")));
      case "lesson" -> arguments.addAll(List.of("99", "--out", folder.resolve("out")));
      case "gradcheck" -> arguments.add("relu");
      default -> {}
    }
    if (arguments.getFirst().equals("predict") && arguments.contains("--out")) {
      int at = arguments.indexOf("--out");
      if (at + 1 < arguments.size() && !arguments.get(at + 1).toString().isBlank()) {
        arguments.set(at + 1, folder.resolve("answer.csv"));
      }
    }
  }

  @Test
  void noDamagedFileOfARunLeadsToABugReport() throws IOException {
    Path run = folder.resolve("run");
    Path table = Files.writeString(folder.resolve("t.csv"), table());
    Program.run("train", table, "--target", "kind", "--epochs", 1, "--layers", "3", "--out", run);
    // The digest would find most damage before anything else is read.
    Path json = run.resolve("model.json");
    Files.writeString(json, Files.readString(json).replaceFirst(",\\s*\"sha256\".*", ""));
    SplittableRandom random = new SplittableRandom(SEED);
    List<Path> files =
        List.of(
            run.resolve("model.json"),
            run.resolve("model.safetensors"),
            run.resolve("checkpoint.safetensors"),
            table);
    for (int i = 0; i < TRIES; i++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, damaged(whole, random));
      List<Object> arguments =
          switch (random.nextInt(4)) {
            case 0 -> List.of("evaluate", run);
            case 1 -> List.of("predict", run, table);
            case 2 -> List.of("evaluate", run, table);
            default -> List.of("train", "--resume", "--epochs", 1, "--out", run);
          };
      try {
        requireGoodEnd(
            Program.run(arguments.toArray()),
            List.of(arguments, file.getFileName(), new String(Files.readAllBytes(file), UTF_8)));
      } finally {
        Files.write(file, whole);
      }
      if (arguments.getFirst().equals("train")) {
        Program.run(
            "train", table, "--target", "kind", "--epochs", 1, "--layers", "3", "--out", run);
      }
    }
  }

  /// A file with some damage: a flipped byte, a cut, or one number, name or bracket replaced.
  private static byte[] damaged(byte[] whole, SplittableRandom random) {
    byte[] bytes = whole.clone();
    switch (random.nextInt(4)) {
      case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      default -> {
        String text = new String(whole, ISO_8859_1);
        String[] parts = text.split("(?<=[^\\w.\\-])|(?=[^\\w.\\-])", -1);
        parts[random.nextInt(parts.length)] =
            List.of(
                    "-1",
                    "0",
                    "2147483647",
                    "1e308",
                    "null",
                    "{}",
                    "[]",
                    "[[1]]",
                    "\"\"",
                    "true",
                    "99999999999",
                    "1.5",
                    "NaN",
                    ",",
                    "\n",
                    "\"")
                .get(random.nextInt(16));
        return String.join("", parts).getBytes(ISO_8859_1);
      }
    }
    return bytes;
  }

  private static String table() {
    StringBuilder text = new StringBuilder("weight,legs,home,kind\n");
    for (int i = 0; i < 40; i++) {
      text.append(3 + i % 5 * 0.1).append(',').append(2 + i % 2 * 2).append(',');
      text.append(i % 3 == 0 ? "" : "house").append(i % 2 == 0 ? ",hen\n" : ",cat\n");
    }
    return text.toString();
  }

  private static void requireGoodEnd(Program.Run run, List<Object> what) {
    String shown = "seed %d: %s%n%s".formatted(SEED, what, run.err());
    assertThat(run.err()).as(shown).doesNotContain("this is a bug").doesNotContain("\tat ");
    assertThat(run.exitCode()).as(shown).isIn(0, 1, 2);
    if (run.exitCode() != 0) {
      assertThat(run.err() + run.out()).as(shown).isNotBlank();
    }
  }
}
