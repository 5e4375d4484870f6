#pragma once

namespace bench {

int ListScenariosCommand();   // --list-scenarios
int ListStrategiesCommand();  // --list-strategies

}  // namespace bench
