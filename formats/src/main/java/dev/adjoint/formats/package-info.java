/// Files of weights, read as untrusted and written whole or not at all.
///
/// - [Safetensors]: named tensors with a text map beside them: the format of models and
///   checkpoints. [SafetensorsFile] reads one tensor at a time, also over several files with an
///   index; [SafetensorsWriter] writes one at a time.
/// - [TensorFile]: an open file of any format; [StoredTensor]: a tensor in it; [StoredType]: which
///   element types there are and as what they are read.
/// - [AtomicFile]: how every file of the product is written.
/// - [FormatException]: what is wrong with a file, where, and what to do.
///
/// For those who add a format: [ByteSource] gives bytes at any offset, [StridedSource] views,
/// [ReadableFile] the first check. Other formats have packages of their own; the package `registry`
/// lists them all.
@NullMarked
package dev.adjoint.formats;

import org.jspecify.annotations.NullMarked;
