/// Networks as lists of layers in a file: `--model net.json`.
///
/// [LayerFile][dev.adjoint.pipeline.layers.LayerFile] reads the file, with the line and column of
/// everything in it; `LayerType` lists the layers, their options and what each makes of a sample;
/// `LayerChain` puts them together and checks that they fit;
/// [LayerSchema][dev.adjoint.pipeline.layers.LayerSchema] is the JSON schema of such files.
@NullMarked
package dev.adjoint.pipeline.layers;

import org.jspecify.annotations.NullMarked;
