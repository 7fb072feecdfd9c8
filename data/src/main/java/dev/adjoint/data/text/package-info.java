/// From texts to tokens, whole numbers that a network can look up, and back.
///
/// - [TextEncoder] turns a text into token numbers; a [Tokenizer] also turns them back.
/// - [Characters] (Unicode code points), [Words] (with punctuation and ideographs as tokens of
///   their own) and [BytePairs] (byte pairs merged as [BytePairTraining] learnt it from texts) are
///   the tokenizers; [WordNgrams] gives words, pairs of words and parts of words for models that do
///   not look at the order.
/// - [Vocabulary] numbers the tokens; [TextEncoderKind] lists the encoders and reads them back from
///   JSON.
/// - [TokenRows] cuts and pads texts to one length; 0 is the padding.
/// - [PreparedTexts] turns a table of texts ([TextOptions] says which columns) into samples;
///   [TextPreprocessing] is saved with the model, [TextTablePreprocessing] where it also reads
///   other columns.
/// - [WellFormedText] replaces lone surrogates, which no text of whole characters has.
@NullMarked
package dev.adjoint.data.text;

import org.jspecify.annotations.NullMarked;
