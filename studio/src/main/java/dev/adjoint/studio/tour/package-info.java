/// The guided tours: [dev.adjoint.studio.tour.LessonStep] traces the worked example of each of the
/// five lessons; the texts and the selectors on the pages are data in `tours.json`.
@NullMarked
package dev.adjoint.studio.tour;

import org.jspecify.annotations.NullMarked;
