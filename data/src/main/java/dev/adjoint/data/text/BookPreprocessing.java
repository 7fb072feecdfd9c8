package dev.adjoint.data.text;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.Preprocessing;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.data.prepare.TokenTarget;
import dev.adjoint.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a running text becomes tokens: what is remembered with a language model.
///
/// @param tokenizer from text to tokens and back
/// @param context the tokens of a sample
/// @param target the next token
public record BookPreprocessing(Tokenizer tokenizer, int context, TokenTarget target)
    implements Preprocessing {

  /// The name in JSON.
  public static final String KIND = "book";

  /// Checks that the parts fit.
  public BookPreprocessing {
    if (tokenizer.size() != target.vocabulary()) {
      throw new DataException(
          "prepare: there are %d different tokens but the target has %d; take both from one text"
              .formatted(tokenizer.size(), target.vocabulary()));
    }
  }

  /// Splits a text and turns it into tokens: the beginning trains, the end validates. The alphabet
  /// is that of the whole text; byte pairs are learnt from the part that trains.
  ///
  /// @param name what the text is, for messages
  /// @param validation the part at the end that is held out, in (0, 1)
  /// @param seed decides where the windows of each epoch begin
  /// @throws DataException when a part is shorter than a window
  public static Prepared prepare(
      String name, String text, BookOptions options, double validation, long seed) {
    String whole = WellFormedText.of(text);
    int count = whole.codePointCount(0, whole.length());
    int cut = whole.offsetByCodePoints(0, (int) Math.round(count * (1 - validation)));
    String training = whole.substring(0, cut);
    String held = whole.substring(cut);
    Tokenizer tokenizer =
        options.tokens() == TextOptions.Tokens.CHARACTERS
            ? Characters.closed(List.of(requireText(name, whole)))
            : BytePairs.train(List.of(training), options.vocabulary(), false);
    int[] learnt = tokenizer.encode(training);
    int[] tested = tokenizer.encode(held);
    requireLong(name, "to train on", learnt, options.context());
    requireLong(name, "held out", tested, options.context());
    double perToken = held.codePointCount(0, held.length()) / (double) tested.length;
    BookPreprocessing preprocessing =
        new BookPreprocessing(
            tokenizer, options.context(), new TokenTarget(tokenizer.size(), perToken));
    String note =
        "%,d %s, %,d different ones, %d at a time; the end of the text is held out"
            .formatted(
                (long) learnt.length + tested.length,
                options.tokens() == TextOptions.Tokens.CHARACTERS ? "characters" : "byte pairs",
                tokenizer.size(),
                options.context());
    return new Prepared(
        preprocessing,
        TextWindows.shifting(learnt, options.context(), seed),
        TextWindows.fixed(tested, options.context()),
        Optional.empty(),
        List.of(note));
  }

  private static String requireText(String name, String text) {
    if (text.isBlank()) {
      throw new DataException("read %s: the text is empty; give one".formatted(name));
    }
    return text;
  }

  private static void requireLong(String name, String part, int[] tokens, int context) {
    if (tokens.length <= context) {
      throw new DataException(
          "read %s: the part %s has %,d tokens but needs more than the context of %d; give a longer text or a smaller --context"
              .formatted(name, part, tokens.length, context));
    }
  }

  /// The windows of another text, for the evaluation of the model.
  ///
  /// @param name what the text is, for messages
  /// @throws DataException when it is shorter than a window or has other characters
  public TextWindows windows(String name, String text) {
    int[] tokens = tokenizer.encode(requireText(name, text));
    requireLong(name, "to judge by", tokens, context);
    return TextWindows.fixed(tokens, context);
  }

  @Override
  public Shape featureShape() {
    return Shape.of(context);
  }

  @Override
  public InputForm form() {
    return new InputForm.Continuation(context, tokenizer.size());
  }

  @Override
  public List<String> featureNames() {
    return List.of();
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND);
    map.put("context", context);
    map.put("target", target.toMap());
    map.put("tokens", tokenizer.toMap());
    return map;
  }

  /// Reads what [#toMap] gave.
  ///
  /// @param fields the map, untrusted
  /// @throws DataException when an entry is missing or of the wrong kind
  public static BookPreprocessing fromMap(PlainMap fields) {
    if (!(TextEncoderKind.read(fields.map("tokens")) instanceof Tokenizer tokenizer)
        || !(Target.fromMap(fields.map("target").values()) instanceof TokenTarget target)) {
      throw fields.wrong("tokens", "a tokenizer, and a target of kind 'token',");
    }
    return new BookPreprocessing(
        tokenizer, fields.whole("context", 2, TextOptions.MOST_LENGTH), target);
  }
}
