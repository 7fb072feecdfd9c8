/// Networks that write texts token by token.
///
/// A [LanguageNetwork] gives for each place of a text how likely each token is to follow; its
/// [Decoder] does the same for one text that grows, and keeps what it has computed. [GptModel] is a
/// transformer, [LstmModel] a recurrent network.
@NullMarked
package dev.adjoint.pipeline.language;

import org.jspecify.annotations.NullMarked;
