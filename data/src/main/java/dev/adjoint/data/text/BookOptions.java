package dev.adjoint.data.text;

import dev.adjoint.data.DataException;

/// What a person says about a running text.
///
/// @param tokens characters or byte pairs
/// @param context the number of tokens of a sample, which a transformer reads at once
/// @param vocabulary how many different byte pairs there are at most; not used for characters
public record BookOptions(TextOptions.Tokens tokens, int context, int vocabulary) {

  /// Characters, 128 at a time.
  public static final BookOptions USUAL = new BookOptions(TextOptions.Tokens.CHARACTERS, 128, 1000);

  /// Checks the ranges.
  public BookOptions {
    if (tokens != TextOptions.Tokens.CHARACTERS && tokens != TextOptions.Tokens.BYTEPAIRS) {
      throw new DataException(
          "prepare: a language model reads characters or bytepairs but the tokens are %s, from which no text can be written; choose one of the two"
              .formatted(tokens));
    }
    if (context < 2) {
      throw new DataException(
          "prepare: the context is %d tokens but must be at least 2; 128 is usual"
              .formatted(context));
    }
  }
}
