/// Ready networks under their published parameter names.
module dev.adjoint.models {
  requires transitive dev.adjoint.nn;
  requires static org.jspecify;

  exports dev.adjoint.models;
  exports dev.adjoint.models.generative;
  exports dev.adjoint.models.image;
  exports dev.adjoint.models.language;
  exports dev.adjoint.models.physics;
  exports dev.adjoint.models.recommend;
  exports dev.adjoint.models.text;

  opens dev.adjoint.models to
      dev.adjoint.nn;
  opens dev.adjoint.models.generative to
      dev.adjoint.nn;
  opens dev.adjoint.models.image to
      dev.adjoint.nn;
  opens dev.adjoint.models.language to
      dev.adjoint.nn;
  opens dev.adjoint.models.physics to
      dev.adjoint.nn;
  opens dev.adjoint.models.recommend to
      dev.adjoint.nn;
  opens dev.adjoint.models.text to
      dev.adjoint.nn;
}
