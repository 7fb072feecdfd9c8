/// Networks of Keras as layers: [KerasNetwork] reads the configuration and the weights of a file
/// and makes an [dev.adjoint.onnx.OnnxModel] of them.
///
/// `KerasConfig` reads the list of layers of a sequential or functional model, `KerasWeights` finds
/// the weights of a layer in the file. `LayerRules` has one row for each type of layer; a row gets
/// a `KerasCall` and adds nodes to a `KerasGraph`.
@NullMarked
package dev.adjoint.onnx.keras;

import org.jspecify.annotations.NullMarked;
