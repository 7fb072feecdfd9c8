/// Files of llama.cpp: [GgufFile] reads the weights of language models, also quantized ones.
///
/// Inside: `GgufInput` reads the header, [GgufType] lists the element types, `BlockSource` turns
/// quantized blocks into F32 when they are read.
@NullMarked
package dev.adjoint.formats.gguf;

import org.jspecify.annotations.NullMarked;
