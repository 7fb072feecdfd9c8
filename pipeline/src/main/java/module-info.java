/// From a data source to a trained model in a folder, and back to predictions.
module dev.adjoint.pipeline {
  requires transitive dev.adjoint.train;
  requires dev.adjoint.formats;
  requires dev.adjoint.models;
  requires java.net.http;
  requires tools.jackson.databind;
  requires static org.jspecify;

  exports dev.adjoint.pipeline;
  exports dev.adjoint.pipeline.attribution;
  exports dev.adjoint.pipeline.code;
  exports dev.adjoint.pipeline.folder;
  exports dev.adjoint.pipeline.generate;
  exports dev.adjoint.pipeline.input;
  exports dev.adjoint.pipeline.layers;
  exports dev.adjoint.pipeline.look;
  exports dev.adjoint.pipeline.network;
  exports dev.adjoint.pipeline.quality;
  exports dev.adjoint.pipeline.settings;
  exports dev.adjoint.pipeline.source;
  exports dev.adjoint.pipeline.track;

  uses dev.adjoint.pipeline.network.OwnNetwork;

  opens dev.adjoint.pipeline.layers to
      dev.adjoint.nn;
  opens dev.adjoint.pipeline.network to
      dev.adjoint.nn;
}
