// The link test of a room: that this links is what is tested.
int main() { return 0; }
