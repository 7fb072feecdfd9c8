package dev.adjoint.pipeline.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.text.BookOptions;
import dev.adjoint.data.text.TextFiles;
import dev.adjoint.data.text.TextOptions;
import dev.adjoint.data.text.TextWindows;
import dev.adjoint.nn.Parameters;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.TrainingResult;
import dev.adjoint.pipeline.TrainingRun;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.network.Architecture;
import dev.adjoint.pipeline.network.ArchitectureKind;
import dev.adjoint.pipeline.source.BookText;
import dev.adjoint.pipeline.source.DataKind;
import dev.adjoint.pipeline.source.DataPlan;
import dev.adjoint.pipeline.source.GeneratedSamples;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.TrainEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Language models: training, resuming, writing, and what cannot be used.
final class TextWriterTest {

  @TempDir private Path folder;
  private Path book;

  @BeforeEach
  void writeBook() throws IOException {
    String verse = "the cat sat on the mat, 貓在席上。\nthe rat sat on the hat!\n";
    book = Files.writeString(folder.resolve("book.txt"), verse.repeat(40));
  }

  private Training training(String model) {
    return Training.of(new BookText(book, new BookOptions(TextOptions.Tokens.CHARACTERS, 24, 1000)))
        .withModel(model)
        .withNetworkOption("width", "32")
        .withNetworkOption("depth", "1")
        .withEpochs(6)
        .withBatch(8)
        .withRate(0.01)
        .withPatience(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "lstm"})
  void aModelLearnsItsBookAndWritesIt(String model) {
    Path out = folder.resolve("run");
    TrainingResult result = training(model).withEpochs(12).run(out);
    assertThat(result.validation().metric("nats_per_character")).isLessThan(0.5);
    assertThat(result.validation().metric("perplexity"))
        .isCloseTo(Math.exp(result.validation().metric("nats_per_character")), Offset.offset(1e-9));
    TextWriter writer = TextWriter.load(out);
    TokenSampling likeliest = TokenSampling.PLAIN.withTemperature(0);
    assertThat(writer.write("the cat sat on th", 2, likeliest, 1)).isEqualTo("e ");
    List<String> pieces = new ArrayList<>();
    writer.write("the cat", 80, TokenSampling.PLAIN, 7, pieces::add);
    assertThat(pieces).hasSize(80);
    assertThat(String.join("", pieces))
        .isEqualTo(writer.write("the cat", 80, TokenSampling.PLAIN, 7));
    assertThat(writer.write("the cat", 80, TokenSampling.PLAIN, 8))
        .isNotEqualTo(String.join("", pieces));
    TrainedModel loaded = TrainedModel.load(out);
    assertThat(loaded.evaluateHeldOut().figures()).isEqualTo(result.validation());
    assertThat(loaded.evaluate(book).figures().metric("nats_per_character")).isLessThan(0.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "lstm"})
  void aResumedRunEndsInTheSameBits(String model) {
    String whole = training(model).withEpochs(3).run(folder.resolve("whole")).weightsSha256();
    Path out = folder.resolve("broken");
    try (TrainingRun run = training(model).withEpochs(3).start(Optional.of(out))) {
      run.listen(event -> {
        if (event instanceof TrainEvent.BatchDone done && done.progress().step() == 13) {
          run.stop();
        }
      });
      run.fit();
    }
    try (TrainingRun run = TrainingRun.resume(out, Optional.empty())) {
      assertThat(run.run().weightsSha256()).isEqualTo(whole);
    }
  }

  @Test
  void bytePairsAreWrittenAsWholeCharacters() {
    TrainingResult result =
        Training.of(new BookText(book, new BookOptions(TextOptions.Tokens.BYTEPAIRS, 12, 290)))
            .withNetworkOption("width", "16")
            .withEpochs(1)
            .run(folder.resolve("run"));
    double ratio = result.validation().loss() / result.validation().metric("nats_per_character");
    assertThat(ratio).isGreaterThan(1);
    TextWriter writer = TextWriter.load(folder.resolve("run"));
    List<String> pieces = new ArrayList<>();
    writer.write("貓", 60, TokenSampling.PLAIN.withTemperature(3), 2, pieces::add);
    for (String piece : pieces) {
      assertThat(new String(piece.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
          .isEqualTo(piece);
    }
  }

  @Test
  void charactersThatComeInPiecesAreHeldBackUntilTheyAreWhole() {
    Utf8Pieces pieces = new Utf8Pieces();
    byte[] cat = "貓".getBytes(StandardCharsets.UTF_8);
    assertThat(pieces.add(new byte[] {cat[0]})).isEmpty();
    assertThat(pieces.add(new byte[] {cat[1]})).isEmpty();
    assertThat(pieces.add(new byte[] {cat[2], 'x'})).isEqualTo("貓x");
    assertThat(pieces.add(new byte[] {cat[0]})).isEmpty();
    assertThat(pieces.add(new byte[] {'y'})).isEqualTo("\uFFFDy");
    assertThat(pieces.add(new byte[] {cat[0], cat[1]})).isEmpty();
    assertThat(pieces.end()).isEqualTo("\uFFFD");
  }

  @Test
  void samplingKeepsTheLikeliestTokensAndDrawsInProportion() {
    float[] logits = {0, (float) Math.log(2), (float) Math.log(5), Float.NEGATIVE_INFINITY};
    SplittableRandom random = new SplittableRandom(1);
    int[] counts = new int[4];
    for (int i = 0; i < 8000; i++) {
      counts[TokenSampling.PLAIN.draw(logits, random)]++;
    }
    assertThat(counts[0]).isBetween(900, 1100);
    assertThat(counts[1]).isBetween(1900, 2100);
    assertThat(counts[3]).isZero();
    assertThat(drawn(TokenSampling.PLAIN.withTopK(1), logits)).containsExactly(2);
    assertThat(drawn(TokenSampling.PLAIN.withTopK(2), logits)).containsExactlyInAnyOrder(1, 2);
    assertThat(drawn(TokenSampling.PLAIN.withTopP(0.5), logits)).containsExactly(2);
    assertThat(drawn(TokenSampling.PLAIN.withTopP(0.7), logits)).containsExactlyInAnyOrder(1, 2);
    assertThat(drawn(TokenSampling.PLAIN.withTemperature(0), logits)).containsExactly(2);
    assertThat(TokenSampling.PLAIN.withTemperature(0).draw(new float[] {1, 3, 3}, random))
        .isEqualTo(1);
  }

  private static Set<Integer> drawn(TokenSampling sampling, float[] logits) {
    SplittableRandom random = new SplittableRandom(2);
    Set<Integer> drawn = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      drawn.add(sampling.draw(logits, random));
    }
    return drawn;
  }

  @Test
  void aBookIsRecognisedAndComesBackFromItsMap() throws IOException {
    assertThat(DataKind.of(book, DataPlan.FREE).name()).isEqualTo("book");
    Path texts = Files.createDirectory(folder.resolve("texts"));
    Files.writeString(texts.resolve("b.txt"), "second\r\n");
    Files.writeString(texts.resolve("a.md"), "\uFEFFfirst\r");
    Files.writeString(texts.resolve("c.csv"), "a,b\n");
    Path images = Files.createDirectory(folder.resolve("images"));
    Files.writeString(images.resolve("README.txt"), "Handwritten digits");
    Files.writeString(images.resolve("train-images-idx3-ubyte"), "");
    assertThat(TextFiles.hasTexts(images)).isFalse();
    assertThat(TextFiles.hasTexts(texts)).isTrue();
    assertThat(DataKind.of(texts, DataPlan.FREE).name()).isEqualTo("book");
    assertThat(TextFiles.read(texts)).isEqualTo("first\n\nsecond\n");
    BookText source =
        new BookText(book.toAbsolutePath(), new BookOptions(TextOptions.Tokens.BYTEPAIRS, 9, 300));
    assertThat(DataKind.read(new PlainMap("data", source.toMap()))).isEqualTo(source);
    Architecture network =
        training("lstm").start(Optional.of(folder.resolve("x"))).saved().architecture();
    assertThat(ArchitectureKind.read(new PlainMap("a", network.toMap()))).isEqualTo(network);
    assertThat(network.weightCount())
        .isEqualTo(Parameters.of(network.build(new SplittableRandom(1))).count());
  }

  @Test
  void eachEpochBeginsElsewhereAndEveryWindowIsFollowedByItsNextTokens() {
    int[] tokens = new SplittableRandom(4).ints(101, 0, 9).toArray();
    var windows = TextWindows.shifting(tokens, 10, 3);
    assertThat(windows.count()).isEqualTo(9);
    Set<List<Long>> beginnings = new HashSet<>();
    for (int epoch = 0; epoch < 30; epoch++) {
      Map<String, Tensor> read = windows.inEpoch(epoch).read(new int[] {0, 8});
      long[] x = field(read, "features").toLongArray();
      long[] y = field(read, "target").toLongArray();
      assertThat(Arrays.copyOfRange(x, 1, 10)).isEqualTo(Arrays.copyOfRange(y, 0, 9));
      beginnings.add(Arrays.stream(x).limit(10).boxed().toList());
      assertThat(
              field(windows.inEpoch(epoch).read(new int[] {0, 8}), "features")
                  .contentEquals(field(read, "features")))
          .isTrue();
    }
    assertThat(beginnings).hasSizeGreaterThan(5);
  }

  @Test
  void whatCannotBeReadOrWrittenIsSaid() throws IOException {
    assertThatThrownBy(() -> new TokenSampling(-1, 1, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "generate: the temperature is -1.0 but must be a finite number of at least 0; 0.8 is usual");
    assertThatThrownBy(() -> TokenSampling.PLAIN.withTopK(0))
        .hasMessage("generate: top-k is 0 but must be at least 1; leave it out to keep all tokens");
    assertThatThrownBy(() -> TokenSampling.PLAIN.withTopP(0))
        .hasMessage(
            "generate: top-p is 0.0 but must be above 0 and at most 1; leave it out to keep all tokens");
    Path out = folder.resolve("run");
    training("gpt").withEpochs(1).run(out);
    TextWriter writer = TextWriter.load(out);
    assertThatThrownBy(() -> writer.write("", 5, TokenSampling.PLAIN, 1))
        .hasMessage("generate: the prompt is empty; give at least one character to go on from");
    assertThatThrownBy(() -> writer.write("the", 0, TokenSampling.PLAIN, 1))
        .hasMessage("generate: 0 tokens are asked for but it must be at least 1; 500 is usual");
    assertThatThrownBy(() -> writer.write("the dog", 5, TokenSampling.PLAIN, 1))
        .hasMessage(
            "encode: the vocabulary has no characters d g; use only characters of the texts that the model was trained on: U+000A U+0020 ! , a c e h m n o r s t 。 上 在 席 貓");
    TrainedModel model = TrainedModel.load(out);
    assertThatThrownBy(() -> model.predict(book))
        .hasMessage(
            "predict: the model was trained on a running text and predicts how a text goes on; use adjoint generate, or TextWriter in a program");
    Path moons = folder.resolve("moons");
    Training.of(new GeneratedSamples(GeneratedSet.MOONS, 60, 0.1)).withEpochs(1).run(moons);
    assertThatThrownBy(() -> TextWriter.load(moons))
        .isInstanceOf(RunException.class)
        .hasMessage(
            "generate: the model in %s is not a language model but predicts target; use adjoint predict, or train one with adjoint train book.txt"
                .formatted(moons));
    assertThatThrownBy(() -> training("gpt").withModel("gru").run(folder.resolve("y")))
        .hasMessage(
            "network: the model gru reads texts and series but the data has running text, 24 tokens at a time; choose another with --model: lstm, gpt");
    refuses("", "the text is empty; give one");
    refuses(
        "a short text",
        "the part to train on has 10 tokens but needs more than the context of 128; give a longer text or a smaller --context");
    Files.write(book, new byte[] {'a', (byte) 0xFF});
    assertThatThrownBy(() -> BookText.of(book).prepare(0.2, 1))
        .hasMessage("read %s: byte 2 is not UTF-8; save the text as UTF-8".formatted(book));
    Path missing = folder.resolve("missing.txt");
    assertThatThrownBy(() -> BookText.of(missing).prepare(0.2, 1))
        .hasMessage("read %s: there is no such file; check the path".formatted(missing));
    assertThatThrownBy(() -> new BookOptions(TextOptions.Tokens.WORDS, 8, 100))
        .hasMessage(
            "prepare: a language model reads characters or bytepairs but the tokens are words, from which no text can be written; choose one of the two");
  }

  private void refuses(String text, String message) throws IOException {
    Files.writeString(book, text);
    assertThatThrownBy(() -> BookText.of(book).prepare(0.2, 1))
        .isInstanceOf(DataException.class)
        .hasMessage("read %s: %s".formatted(book, message));
  }

  private static Tensor field(Map<String, Tensor> fields, String name) {
    return Objects.requireNonNull(fields.get(name));
  }
}
