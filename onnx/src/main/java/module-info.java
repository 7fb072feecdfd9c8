/// Networks from ONNX and Keras files as layers that run and train here.
module dev.adjoint.onnx {
  requires transitive dev.adjoint.formats;
  requires transitive dev.adjoint.nn;
  requires tools.jackson.databind;
  requires static org.jspecify;

  exports dev.adjoint.onnx;
  exports dev.adjoint.onnx.export;
  exports dev.adjoint.onnx.keras;
  exports dev.adjoint.onnx.operator;
}
