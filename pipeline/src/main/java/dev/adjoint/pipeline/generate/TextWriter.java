package dev.adjoint.pipeline.generate;

import dev.adjoint.data.DataException;
import dev.adjoint.data.RandomStream;
import dev.adjoint.data.text.BookPreprocessing;
import dev.adjoint.data.text.Tokenizer;
import dev.adjoint.models.language.Decoder;
import dev.adjoint.models.language.LanguageNetwork;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.folder.RunFolder;
import dev.adjoint.pipeline.folder.SavedModel;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Continues a text with a trained language model.
///
/// ```java
/// TextWriter writer = TextWriter.load(Path.of("runs/book"));
/// String text = writer.write("ROMEO:", 200, TokenSampling.PLAIN.withTemperature(0.8), 1);
/// ```
///
/// The same prompt, settings and seed give the same text. A writer is immutable and safe for
/// several threads.
public final class TextWriter {

  private final Tokenizer tokenizer;
  private final LanguageNetwork network;

  /// A writer with a network of your own.
  ///
  /// @param tokenizer the tokens that the network was trained with
  public TextWriter(Tokenizer tokenizer, LanguageNetwork network) {
    this.tokenizer = tokenizer;
    this.network = network;
  }

  /// Loads the model that a training run left.
  ///
  /// @param folder the folder of the run
  /// @throws RunException if the folder has no finished run, a file in it is damaged, or the model
  ///   is no language model
  public static TextWriter load(Path folder) {
    RunFolder files = new RunFolder(folder);
    SavedModel saved = files.model();
    if (saved.preprocessing() instanceof BookPreprocessing book
        && files.network(saved) instanceof LanguageNetwork network) {
      return new TextWriter(book.tokenizer(), network);
    }
    throw new RunException(
        "generate: the model in %s is not a language model but predicts %s; use adjoint predict, or train one with adjoint train book.txt"
            .formatted(folder, saved.preprocessing().target().column()));
  }

  /// Continues a prompt.
  ///
  /// @param prompt the beginning of the text, not empty
  /// @param count the number of tokens to write, at least 1
  /// @param seed one seed gives one text
  /// @return what was written, without the prompt
  /// @throws DataException when the prompt is empty, or has characters that the model does not know
  public String write(String prompt, int count, TokenSampling sampling, long seed) {
    StringBuilder text = new StringBuilder();
    write(prompt, count, sampling, seed, text::append);
    return text.toString();
  }

  /// The same, with a listener that gets the text in pieces while it is written. A piece has whole
  /// characters.
  ///
  /// @param piece gets each piece, on the thread that calls
  public void write(
      String prompt, int count, TokenSampling sampling, long seed, Consumer<String> piece) {
    if (prompt.isEmpty()) {
      throw new DataException(
          "generate: the prompt is empty; give at least one character to go on from");
    }
    if (count < 1) {
      throw new DataException(
          "generate: %d tokens are asked for but it must be at least 1; 500 is usual"
              .formatted(count));
    }
    int[] beginning = tokenizer.encode(prompt);
    RandomGenerator random = RandomStream.of(seed, "generate");
    Decoder decoder = network.decoder();
    Utf8Pieces pieces = new Utf8Pieces();
    float[] logits = decoder.next(beginning);
    for (int i = 0; i < count; i++) {
      int token = sampling.draw(logits, random);
      String whole = pieces.add(tokenizer.bytes(token));
      if (!whole.isEmpty()) {
        piece.accept(whole);
      }
      if (i + 1 < count) {
        logits = decoder.next(token);
      }
    }
    String rest = pieces.end();
    if (!rest.isEmpty()) {
      piece.accept(rest);
    }
  }
}
