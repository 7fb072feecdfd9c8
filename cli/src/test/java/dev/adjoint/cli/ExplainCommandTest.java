package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("tiny")
final class ExplainCommandTest {

  @TempDir static Path folder;

  @BeforeAll
  static void train() {
    Program.Run table =
        Program.run(
            "train",
            "../datasets/penguins.csv",
            "--target",
            "species",
            "--epochs",
            2,
            "--model",
            "perceptron",
            "--layers",
            "8",
            "--out",
            folder.resolve("table"));
    assertThat(table.exitCode()).as(table.err()).isZero();
    Program.Run digits =
        Program.run(
            "train",
            "--set",
            "digits",
            "--samples",
            120,
            "--epochs",
            1,
            "--model",
            "perceptron",
            "--layers",
            "16",
            "--out",
            folder.resolve("digits"));
    assertThat(digits.exitCode()).as(digits.err()).isZero();
  }

  @Test
  void aStepIsShownAsTablesThatNameEveryValue() {
    Program.Run run = Program.run("explain", folder.resolve("table"), "--step", 3);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("forward", "backward, in the order of the visits", "update by AdamW")
        .containsPattern("0\\.weight +parameter +\\[8, 11]")
        .containsPattern("the same samples again: loss [0-9.]+, the step saved ")
        .contains("--step 3 --why '0.weight[0,0]'");
  }

  @Test
  void theHashOfAnExplainedStepIsThatOfReplayAndOfTheRunItself() throws IOException {
    Path run = folder.resolve("table");
    JsonNode explained = Program.run("explain", run, "--step", 5, "--json").json();
    JsonNode replayed = Program.run("replay", run, "--step", 5, "--json").json();
    assertThat(explained.path("weights_sha256").asString())
        .isEqualTo(replayed.path("weights_sha256").asString())
        .hasSize(64);
    JsonNode figures = new JsonMapper().readTree(Files.readString(run.resolve("metrics.json")));
    long best =
        replayed.path("steps").asLong()
            * figures.path("best_epoch").asLong()
            / figures.path("epochs").asLong();
    JsonNode end = Program.run("replay", run, "--step", best, "--json").json();
    assertThat(end.path("weights_sha256").asString())
        .isEqualTo(figures.path("weights_sha256").asString());
    assertThat(end.path("loss").asDouble())
        .isEqualTo(figures.path("validation").path("loss").asDouble());
  }

  @Test
  void theRowsOfAPrintedSumAddUpToItInEveryDigit() {
    for (String run : List.of("table", "digits")) {
      for (String number : List.of("0.weight.grad[3,2]", "2.weight.grad[1,5]", "2.bias.grad[2]")) {
        String address =
            run.equals("digits")
                ? number.replace("0.w", "1.w").replace("2.", "3.").replace("[3,2]", "[3,210]")
                : number;
        Program.Run why =
            Program.run(
                "explain", folder.resolve(run), "--step", 2, "--why", address, "--terms", 4);
        assertThat(why.exitCode()).as("%s %s", why.out(), why.err()).isZero();
        List<BigDecimal> column =
            Pattern.compile("(?m)^ .*?(−?[0-9]+\\.[0-9]{5,})(  +[0-9.]+ %)?$")
                .matcher(
                    why.out()
                        .substring(
                            why.out().indexOf("times"),
                            why.out().indexOf("bits:", why.out().indexOf("times")))
                        .replaceAll("(?m)^  positive.*$", ""))
                .results()
                .map((MatchResult found) -> new BigDecimal(found.group(1).replace('−', '-')))
                .toList();
        assertThat(column).as(why.out()).hasSizeGreaterThan(1);
        BigDecimal sum =
            column.subList(0, column.size() - 1).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).as(why.out()).isEqualByComparingTo(column.getLast());
      }
    }
  }

  @Test
  void aParameterIsShownWithItsUpdateAndTheGradientTakenApart() {
    Program.Run why =
        Program.run("explain", folder.resolve("table"), "--why", "2.weight[1,5]", "--step", 2);
    assertThat(why.exitCode()).as(why.out()).isZero();
    assertThat(why.out())
        .contains("update   step 2, AdamW[", "  m = β₁·m + (1 − β₁)·g = 0.9 · ", ", agrees")
        .contains("2.weight.grad[1,5] = ", "2: linear\n  dW = gᵀ · x\n")
        .contains("because: g is transposed, because the rows of W are outputs")
        .contains("by a central difference in F64")
        .contains("check of the bits: the same, by one contribution")
        .doesNotContain("DIFFER");
  }

  @Test
  void allTermsAreInTheCsvAndInTheJson() throws IOException {
    Path csv = folder.resolve("terms.csv");
    Program.Run why =
        Program.run(
            "explain", folder.resolve("table"), "--why", "0:linear[1,2]", "--csv", csv, "--json");
    JsonNode terms = why.json().path("why").path("sums").path(0).path("terms");
    assertThat(why.exitCode()).isZero();
    assertThat(terms).hasSize(11);
    assertThat(Files.readAllLines(csv)).hasSize(12);
    assertThat(Files.readAllLines(csv).get(1))
        .startsWith("\"0: linear\",\"input[1,0]\",")
        .contains(",\"0.weight[2,0]\",");
  }

  @Test
  void whatCannotBeExplainedIsSaidInWords() {
    Path run = folder.resolve("table");
    assertThat(Program.run("explain", run, "--why", "2.weight[1").err())
        .contains("'2.weight[1' is not the address of a number");
    assertThat(Program.run("explain", run, "--why", "2.weight[1").exitCode()).isEqualTo(2);
    Program.Run unknown = Program.run("explain", run, "--why", "9.weight[0,0]");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err())
        .contains("explain: the step has no value '9.weight'; its values are input, 0.weight,");
    Program.Run late = Program.run("explain", run, "--step", 1000);
    assertThat(late.exitCode()).isEqualTo(1);
    assertThat(late.err())
        .containsPattern(
            "replay: step 1000 is asked for but the run in .* has the steps 0 to [0-9]+ \\(2 epochs\\); choose one of them with --step");
    assertThat(Program.run("explain", run, "--step", 0).err())
        .contains("explain: step 0 is asked for but the first step is 1; choose one with --step");
    assertThat(Program.run("replay", run, "--step", -1).exitCode()).isEqualTo(1);
    assertThat(Program.run("explain", folder, "--step", 1).err()).contains("model: there is no ");
    assertThat(Program.run("explain", run, "--csv", "x.csv").err())
        .contains("--csv writes the terms of a number; name it with --why");
  }

  @Test
  void anExplanationPassesTheSeparateCheckAndAChangedOneDoesNot() throws IOException {
    Program.Run why =
        Program.run("explain", folder.resolve("digits"), "--why", "1.weight.grad[3,210]", "--json");
    Path file = Files.writeString(folder.resolve("why.json"), why.out());
    Program.Run check = Program.run("check-explanation", file);
    assertThat(check.out()).isEqualTo("%s: every claim holds%n".formatted(file));
    assertThat(check.exitCode()).isZero();
    Path wrong =
        Files.writeString(
            folder.resolve("wrong.json"),
            why.out().replace("\"type\" : \"F32\"", "\"type\" : \"F16\""));
    Program.Run refused = Program.run("check-explanation", wrong);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out())
        .startsWith("the type 'F16' is not F32 or F64%n".formatted())
        .endsWith(" wrong%n".formatted());
    Path none = Files.writeString(folder.resolve("none.json"), "[1, 2");
    assertThat(Program.run("check-explanation", none).err())
        .contains("none.json is not a JSON object (");
    assertThat(Program.run("check-explanation", folder.resolve("missing.json")).err())
        .contains("check-explanation: there is no file ");
  }

  @Test
  void anEditPrintsPromiseCurvatureAndTheRealChange() {
    Path run = folder.resolve("table");
    Program.Run edit = Program.run("explain", run, "--step", 2, "--set", "2.weight[1,5]=0.4");
    assertThat(edit.exitCode()).as(edit.err()).isZero();
    assertThat(edit.out())
        .contains("what if 2.weight[1,5] = 0.4", "promise of the gradient", "real change");
    JsonNode what =
        Program.run("explain", run, "--set", "0.bias[1]=0.01", "--json").json().path("what_if");
    assertThat(what.path("real_in_f64").asDouble())
        .isCloseTo(
            what.path("promise").asDouble() + what.path("curvature").asDouble(), within(1e-5));
    assertThat(Program.run("explain", run, "--set", "2.weight[1,5]").err())
        .contains(
            "--set is '2.weight[1,5]' but must be a number's address, = and a number, such as 0.weight[1,0]=0.3");
    assertThat(Program.run("explain", run, "--set", "target[0]=1").out())
        .contains("a whole number has no derivative");
    assertThat(Program.run("explain", run, "--set", "target[0]=0.5").err())
        .contains("what if: target has the element type I64 but should become 0.5");
  }

  @Test
  void theLedgerSaysWhereTheFallOfTheLossComesFrom() {
    Path run = folder.resolve("table");
    Program.Run ledger = Program.run("explain", run, "--step", 3, "--ledger");
    assertThat(ledger.exitCode()).as(ledger.err()).isZero();
    assertThat(ledger.out())
        .contains("the ledger of a step", "The loss fell from ", "Along its direction this step")
        .contains("Noise of the batch makes up ", "by parameter; negative numbers are a fall")
        .contains("check of the promise by differences along the step")
        .doesNotContain("DIFFERS");
    JsonNode data =
        Program.run("explain", run, "--step", 3, "--ledger", "--json").json().path("ledger");
    double sum = 0;
    for (JsonNode line : data.path("parameters")) {
      sum += line.path("promise").asDouble();
    }
    assertThat(sum).isCloseTo(data.path("promise").asDouble(), within(1e-12));
    assertThat(data.path("holds").asBoolean()).isTrue();
  }

  @Test
  void whoMovedAWeightIsAskedForAnElementALayerAndASample() {
    Path run = folder.resolve("table");
    JsonNode one =
        Program.run("explain", run, "--step", 2, "--who", "2.weight[1,5]", "--json")
            .json()
            .path("who");
    double sum = 0;
    for (JsonNode part : one.path("samples")) {
      sum += part.asDouble();
    }
    assertThat(sum).isCloseTo(one.path("gradient").asDouble(), within(1e-15));
    assertThat(one.path("rows")).hasSameSizeAs(one.path("samples"));
    Program.Run layer = Program.run("explain", run, "--step", 2, "--who", "2", "--terms", 3);
    assertThat(layer.out())
        .contains("who moved 2", "other samples", "effects of samples on each other");
    Program.Run sample = Program.run("explain", run, "--step", 2, "--who", "all", "--sample", 1);
    assertThat(sample.out()).contains("on sample 1 (row ");
    assertThat(Program.run("explain", run, "--who", "9").err())
        .contains(
            "samples: no parameter with a gradient is chosen; choose among [0.weight, 0.bias, 2.weight, 2.bias]");
    assertThat(Program.run("explain", run, "--who", "2", "--sample", 99).err())
        .contains("--sample is 99 but the batch has the samples 0 to 15");
    assertThat(Program.run("explain", run, "--sample", 1).err())
        .contains(
            "--sample names a sample of the batch; name a parameter with --why, or a layer with --who");
    assertThat(Program.run("explain", run, "--who", "2", "--ledger").err())
        .contains("--ledger and --who ask different questions; use one of them");
  }

  @Test
  void theExplanationOfASampleHasItsTermsAndThatOfALogitItsLongForm() {
    Path run = folder.resolve("table");
    Program.Run one =
        Program.run("explain", run, "--step", 2, "--why", "2.weight[1,5]", "--sample", 4);
    assertThat(one.exitCode()).as(one.err()).isZero();
    assertThat(one.out())
        .contains("2.weight.grad[1,5]: the part of sample 4 (row ")
        .contains("check by a backward pass from the loss of this sample alone");
    JsonNode part =
        Program.run("explain", run, "--why", "0.weight[3,2]", "--sample", 1, "--json")
            .json()
            .path("why_sample");
    assertThat(part.path("is_alone").asBoolean()).isTrue();
    assertThat(part.path("part").asDouble()).isCloseTo(part.path("alone").asDouble(), within(1e-6));
    assertThat(Program.run("explain", run, "--why", "1:relu[2,3]", "--sample", 1).err())
        .contains("explain: 1:relu[2,3] is no parameter, so its index names its sample already");
    Program.Run logit = Program.run("explain", run, "--why", "2:linear.grad[3,1]");
    assertThat(logit.out())
        .contains("the long form: through the probabilities", "they agree")
        .doesNotContain("DIFFER");
  }

  @Test
  void aStepThatTheForeignFormCannotHoldIsRefused() {
    Path file = folder.resolve("step.jsonl");
    Program.Run run = Program.run("explain", folder.resolve("table"), "--backprop-trace", file);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("backprop-trace: only a step of one sample through two linear");
    assertThat(file).doesNotExist();
  }

  @Test
  void filesOfOthersAreNotOverwritten() throws IOException {
    Path run = folder.resolve("table");
    Path html = folder.resolve("page.html");
    Path markdown = folder.resolve("page.md");
    Program.run("explain", run, "--html", html, "--markdown", markdown, "--lang", "zh");
    assertThat(Files.readString(markdown)).startsWith("<!-- written by adjoint explain -->\n# ");
    assertThat(Files.readString(html))
        .contains("<!DOCTYPE html>", "lang=\"zh-CN\"")
        .doesNotContain("<script");
    Path letter = Files.writeString(folder.resolve("letter.md"), "Dear Ada");
    assertThat(Program.run("explain", run, "--markdown", letter).err()).contains("letter.md");
    assertThat(letter).hasContent("Dear Ada");
    assertThat(Program.run("explain", run, "--lang", "fr").err())
        .contains("--lang is fr but must be en or zh");
  }

  @Test
  void theWeightsOfAStepCanBeWritten() {
    Path file = folder.resolve("step.safetensors");
    Program.Run run =
        Program.run("replay", folder.resolve("digits"), "--step", 1, "--weights", file);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(file).exists();
    assertThat(run.out())
        .contains("step 1 of ", "on the held-out samples: ", "weights ", "written to ");
  }
}
