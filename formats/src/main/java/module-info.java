/// Files of weights, read as untrusted and written whole or not at all.
module dev.adjoint.formats {
  requires transitive dev.adjoint.tensor;
  requires tools.jackson.databind;
  requires static io.jhdf;
  requires static org.jspecify;

  exports dev.adjoint.formats;
  exports dev.adjoint.formats.gguf;
  exports dev.adjoint.formats.keras;
  exports dev.adjoint.formats.numpy;
  exports dev.adjoint.formats.onnx;
  exports dev.adjoint.formats.pytorch;
  exports dev.adjoint.formats.registry;
  exports dev.adjoint.formats.tensorboard;
}
