/// What a model is made of: [Summary].
@NullMarked
package dev.adjoint.nn.summary;

import org.jspecify.annotations.NullMarked;
