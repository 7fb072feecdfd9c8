/// The page Draw: [dev.adjoint.studio.draw.Drawing] turns strokes into what a network sees,
/// [dev.adjoint.studio.draw.DrawModel] answers with the reasons of the answer, and
/// [dev.adjoint.studio.draw.DrawModels] finds the trained models and trains the first one.
@NullMarked
package dev.adjoint.studio.draw;

import org.jspecify.annotations.NullMarked;
