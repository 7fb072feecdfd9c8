/// Texts from language models.
///
/// [dev.adjoint.pipeline.generate.TextWriter] loads the model of a run and continues a prompt;
/// [dev.adjoint.pipeline.generate.TokenSampling] says how the next token is drawn.
@NullMarked
package dev.adjoint.pipeline.generate;

import org.jspecify.annotations.NullMarked;
