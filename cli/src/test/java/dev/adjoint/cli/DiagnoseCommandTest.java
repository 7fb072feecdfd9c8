package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class DiagnoseCommandTest {

  private static final String TABLE = "../datasets/penguins.csv";

  @TempDir static Path folder;

  private static Path fast;
  private static Path good;

  @BeforeAll
  static void train() {
    fast = train("fast", 10);
    good = train("good", 0.003);
  }

  private static Path train(String name, double rate) {
    Path out = folder.resolve(name);
    Program.Run run =
        Program.run(
            "train",
            TABLE,
            "--target",
            "species",
            "--model",
            "perceptron",
            "--layers",
            "8",
            "--epochs",
            4,
            "--rate",
            rate,
            "--out",
            out);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return out;
  }

  @Test
  void aRunThatWasTrainedTooFastIsFoundAndTheCureIsTried() {
    Program.Run run =
        Program.run("diagnose", fast, "--only", "rate-too-high", "--steps", 40, "--lang", "en");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("Diagnosis of " + fast)
        .contains("1 of 1 checks found something")
        .contains("1. rate-too-high (wrong)")
        .contains("The step size is too large: after 40 steps the loss is ")
        .contains("The trial confirms it.");
  }

  @Test
  void theJsonHasBothCurvesAndBothLanguages() {
    JsonNode answer =
        Program.run("diagnose", fast, "--only", "rate-too-high", "--steps", 40, "--json").json();
    JsonNode finding = answer.get("findings").get(0);
    assertThat(finding.get("check").asString()).isEqualTo("rate-too-high");
    assertThat(finding.get("text").get("zh").asString()).startsWith("学习率太大");
    assertThat(finding.get("trial").get("after").get("values").size()).isEqualTo(40);
    assertThat(answer.get("steps").asInt()).isEqualTo(40);
  }

  @Test
  void aGoodRunGivesNoFindingAndDoesNotChange() throws IOException {
    byte[] weights = Files.readAllBytes(good.resolve("model.safetensors"));
    Path page = folder.resolve("good.html");
    Program.Run run =
        Program.run("diagnose", good, "--steps", 30, "--all", "--lang", "zh", "--html", page);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("项检查中有 0 项发现问题").contains("✓ rate-too-high：".replace('：', ':'));
    assertThat(Files.readString(page)).contains("lang=\"zh-CN\"");
    assertThat(Files.readAllBytes(good.resolve("model.safetensors"))).isEqualTo(weights);
  }

  @Test
  void dataIsDiagnosedWithTheOptionsOfTrain() {
    Program.Run run =
        Program.run(
            "diagnose",
            TABLE,
            "--target",
            "species",
            "--rate",
            10,
            "--only",
            "rate-too-high",
            "--steps",
            30,
            "--lang",
            "en");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("rate-too-high (wrong)");
  }

  @Test
  void theChecksAreListed() {
    Program.Run run = Program.run("diagnose", "--list", "--lang", "en");
    assertThat(run.out()).contains("dead-units").contains("Is the step size too large?");
    assertThat(Program.run("diagnose", "--list", "--json").json().get("checks").size())
        .isGreaterThan(20);
  }

  @Test
  void wrongUseIsRefusedInWords() {
    misuse(
        "--only: there is no check 'dead-unit'; did you mean dead-units?",
        "diagnose",
        good,
        "--only",
        "dead-unit");
    misuse("--steps is 3 but must be at least 8", "diagnose", good, "--steps", 3);
    misuse("--lang is fr but must be en or zh", "diagnose", good, "--lang", "fr");
    misuse("has its data and settings; leave out --rate", "diagnose", good, "--rate", 0.1);
    Program.Run run = Program.run("diagnose", good, "--only", "first-loss", "--html", folder);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("is there already and would be replaced");
  }

  private static void misuse(String words, Object... arguments) {
    Program.Run run = Program.run(arguments);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(words);
  }

  @Test
  void aBranchGoesOnFromAStepWithOtherSettings() {
    Path branch = folder.resolve("branch");
    Program.Run run =
        Program.run(
            "replay",
            good,
            "--step",
            20,
            "--branch",
            branch,
            "--rate",
            0.0003,
            "--batch",
            32,
            "--epochs",
            5);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("Continuing at epoch 2");
    String hash =
        Program.run("replay", good, "--step", 20, "--json").json().get("weights_sha256").asString();
    JsonNode start = Program.run("replay", branch, "--step", 20, "--json").json();
    assertThat(start.get("weights_sha256").asString()).isEqualTo(hash);
    long last = start.get("steps").asLong();
    JsonNode end = Program.run("replay", branch, "--step", last, "--json").json();
    assertThat(end.get("epoch").asInt()).isEqualTo(6);
    Program.Run before = Program.run("replay", branch, "--step", 19);
    assertThat(before.exitCode()).isEqualTo(1);
    assertThat(before.err()).contains("has the steps 20 to " + last);
  }

  @Test
  void aBranchWithoutChangesEndsInTheBitsOfTheRun() {
    Path branch = folder.resolve("same");
    JsonNode end = Program.run("replay", good, "--step", 30, "--branch", branch, "--json").json();
    long steps = Program.run("replay", good, "--step", 0, "--json").json().get("steps").asLong();
    String whole =
        Program.run("replay", good, "--step", steps, "--json")
            .json()
            .get("weights_sha256")
            .asString();
    String gone =
        Program.run("replay", branch, "--step", steps, "--json")
            .json()
            .get("weights_sha256")
            .asString();
    assertThat(gone).isEqualTo(whole);
    assertThat(end.get("epochs").asInt()).isEqualTo(3);
  }

  @Test
  void aBranchIsRefusedWhereItCannotBe() {
    misuse(
        "--rate changes a branch; name its folder with --branch DIR",
        "replay",
        good,
        "--step",
        3,
        "--rate",
        0.1);
    Program.Run same = Program.run("replay", good, "--step", 3, "--branch", good);
    assertThat(same.exitCode()).isEqualTo(1);
    assertThat(same.err()).contains("is the folder of the run itself; name another one");
    Program.Run late =
        Program.run(
            "replay", good, "--step", 40, "--branch", folder.resolve("late"), "--epochs", 1);
    assertThat(late.exitCode()).isEqualTo(1);
    assertThat(late.err()).contains("step 40 is behind the last of 1 epochs");
  }
}
