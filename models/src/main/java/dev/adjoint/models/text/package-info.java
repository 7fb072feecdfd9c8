/// Networks that read texts. Tokens are numbers `[N, T]`; 0 is padding.
///
/// - [TextCnn]: convolutions over neighbouring tokens.
/// - [LstmClassifier], [GruClassifier]: recurrent layers in both directions.
/// - [BertModel]: the encoder of BERT, made of [BertLayer]; [BertClassifier] answers with classes.
@NullMarked
package dev.adjoint.models.text;

import org.jspecify.annotations.NullMarked;
