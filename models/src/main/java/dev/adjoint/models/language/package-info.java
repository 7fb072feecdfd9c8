/// Networks that write texts token by token.
///
/// A [LanguageNetwork] gives the logits of the next token at each position of a text. Its [Decoder]
/// does the same for one text that grows, and caches what it has computed. [GptModel] and
/// [LlamaModel] are transformers, [LstmModel] is a recurrent network.
@NullMarked
package dev.adjoint.models.language;

import org.jspecify.annotations.NullMarked;
