/// The wire format of Protocol Buffers, which ONNX and TensorBoard use: a message is a row of
/// fields, each with a number, a [WireType] and a value.
///
/// [WireFile] gives bytes at any offset of a file, [WireReader] reads the fields of one message,
/// [WireWriter] writes one. Nothing here knows what the fields mean.
@NullMarked
package dev.adjoint.formats.protobuf;

import org.jspecify.annotations.NullMarked;
