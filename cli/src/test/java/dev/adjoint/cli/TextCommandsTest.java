package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Texts on the command line: classified, and written.
class TextCommandsTest {

  @TempDir private Path folder;

  @Test
  void textsAreClassifiedByOneCommand() throws IOException {
    StringBuilder table = new StringBuilder("text,kind\n");
    for (int i = 0; i < 60; i++) {
      table.append(
          i % 2 == 0 ? "\"where is my card, please?\",card\n" : "A refund was late,money\n");
    }
    Path file = Files.writeString(folder.resolve("questions.csv"), table);
    Path out = folder.resolve("run");
    Program.Run trained =
        Program.run(
            "train", file, "--text", "text", "--target", "kind", "--epochs", "3", "--out", out);
    assertThat(trained.exitCode()).isZero();
    assertThat(trained.out())
        .contains("Model: BagOfTokens(")
        .contains("(ngrams), ")
        .contains("accuracy 1.0000");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Answered best", "where is my card, please?", "A refund was late");
    Path more = Files.writeString(folder.resolve("more.csv"), "text\nmy card is gone\n");
    Program.Run answers = Program.run("predict", out, more);
    assertThat(answers.out()).startsWith("kind,probability,p(card),p(money)\ncard,");
    Program.Run judged = Program.run("evaluate", out, file, "--json");
    assertThat(judged.out()).contains("\"accuracy\" : 1.0");
    Program.Run wrong = Program.run("train", file, "--text", "txt", "--target", "kind");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err())
        .contains("adjoint: read questions.csv: there is no text column txt; did you mean text?");
    assertThat(
            Program.run("train", file, "--target", "kind", "--tokens", "words", "--out", out).err())
        .contains(
            "adjoint train: --tokens is for a running text and a table with --text; leave it out");
  }

  @Test
  void aBookIsLearntAndGoesOn() throws IOException {
    Path book =
        Files.writeString(
            folder.resolve("book.txt"), "to be or not to be, that is it.\n".repeat(30));
    Path out = folder.resolve("run");
    Program.Run trained =
        Program.run(
            "train",
            book,
            "--model",
            "lstm",
            "--width",
            "16",
            "--context",
            "16",
            "--epochs",
            "2",
            "--out",
            out);
    assertThat(trained.exitCode()).isZero();
    assertThat(trained.out()).contains("nats_per_character").contains("perplexity");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Perplexity", "Nats per character");
    assertThat(Files.readString(out.resolve("report.zh.html"))).contains("困惑度", "每字符奈特数");
    Program.Run text = Program.run("generate", out, "--prompt", "to be", "--tokens", "20");
    assertThat(text.exitCode()).isZero();
    assertThat(text.out()).startsWith("to be").hasSize(26).endsWith("\n");
    assertThat(Program.run("generate", out, "--prompt", "to be", "--tokens", "20").out())
        .isEqualTo(text.out());
    assertThat(Program.run("generate", out, "--prompt", "to be", "--tokens", "20", "--json").out())
        .contains("\"prompt\" : \"to be\"");
    assertThat(Program.run("evaluate", out, book).out()).contains("perplexity");
    misuses(
        out,
        "--top-k",
        "0",
        "generate: top-k is 0 but must be at least 1; leave it out to keep all tokens");
    misuses(
        out,
        "--top-p",
        "1.5",
        "generate: top-p is 1.5 but must be above 0 and at most 1; leave it out to keep all tokens");
    misuses(
        out,
        "--temperature",
        "-1",
        "generate: the temperature is -1.0 but must be a finite number of at least 0; 0.8 is usual");
    misuses(out, "--tokens", "0", "--tokens is 0 but must be at least 1; 500 is usual");
    Program.Run unknown = Program.run("generate", out, "--prompt", "TO");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err())
        .contains("adjoint: encode: the vocabulary has no characters O T; use only characters of");
    assertThat(Program.run("predict", out, book).err())
        .contains(
            "predict: the model was trained on a running text and predicts how a text goes on");
  }

  private static void misuses(Path run, String option, String value, String message) {
    Program.Run wrong = Program.run("generate", run, option, value);
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains(message);
  }
}
